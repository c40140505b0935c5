package dev.rehearsal.scenarios.register;

import static dev.rehearsal.jqwik.Profile.HARSH;
import static dev.rehearsal.jqwik.Profile.LOSSY;

import dev.rehearsal.jqwik.Faults;
import dev.rehearsal.jqwik.Plan;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The registers that are right, on a bad network and with servers that crash. */
class RegisterPropertyTest {

    // @start region=property
    @Property(tries = 500)
    void abdRegister_lossy_isLinearizable(@ForAll @Faults(LOSSY) Plan plan) {
        plan.run(new AbdRegister()).assertHolds();
    }

    // @end

    @Property(tries = 500)
    void dedupRegister_lossy_isLinearizable(@ForAll @Faults(LOSSY) Plan plan) {
        plan.run(new DedupRegister()).assertHolds();
    }

    @Property(tries = 100)
    void abdRegister_fiveServersHarsh_isLinearizable(@ForAll @Faults(HARSH) Plan plan) {
        plan.run(new AbdRegister().settings().with("servers", "5")).assertHolds();
    }
}
