package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The supervisor does what OTP's does, case by case as it was recorded: order, times, reasons,
 * answers and reports. {@code -Dotp.conformance.dir=DIR} plays the cases of another folder.
 */
class SupervisorConformanceTest {

    private static int passed;
    private static int cases;

    @TestFactory
    Stream<DynamicTest> recordedCase_played_isObservedAsRecorded()
            throws IOException, URISyntaxException {
        List<Map<String, Object>> scripts = Conformance.cases();
        cases = scripts.size();
        if (cases == 0) {
            fail("there must be cases: folder=" + Conformance.folder());
        }
        return scripts.stream()
                .map(script ->
                        DynamicTest.dynamicTest(
                                script.get("id") + " " + script.get("title"),
                                () -> {
                                    Conformance.check(script);
                                    passed++;
                                }));
    }

    @AfterAll
    static void count() {
        System.out.println(passed + " of " + cases + " cases pass");
    }
}
