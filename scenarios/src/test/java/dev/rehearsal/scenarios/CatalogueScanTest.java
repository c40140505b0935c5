package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.determinism.Scan;
import dev.rehearsal.determinism.ScanReport;
import dev.rehearsal.scenario.Scenario;

import io.vavr.collection.Vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.ServiceLoader;

/** The catalogue does nothing that is forbidden in a simulation. */
class CatalogueScanTest {

    static List<Scenario> all() {
        return ServiceLoader.load(Scenario.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void scenario_scanned_hasNoForbiddenCall(Scenario scenario) {
        ScanReport report = Scan.of(scenario).report();

        assertTrue(report.clean(), report::toString);
        assertEquals(Vector.empty(), report.unread());
        assertTrue(report.methods() > 20, report::toString);
    }
}
