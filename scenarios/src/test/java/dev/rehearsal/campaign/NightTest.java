package dev.rehearsal.campaign;

import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.scenarios.register.PaxosRegister;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

/** A campaign as a test: {@code mvn test -Dgroups=soak -DexcludedGroups= -Dsoak.for=PT8H}. */
class NightTest {

    // @start region=night
    @Test
    @Tag("soak")
    void registers_allNight_hold() {
        Campaign.in(Path.of("target", "soak"))
                .scenario(new AbdRegister())
                .scenario(new PaxosRegister())
                .lasting(Duration.parse(System.getProperty("soak.for", "PT10M")))
                .expectFault("crash", 1)
                .resuming()
                .run()
                .assertGreen();
    }
    // @end
}
