package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.Drops;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;

import org.junit.jupiter.api.Test;

/** Does a system that others wrote stand a network that loses a third of all messages? */
class E01_PacketLoss {

    // @start region=test
    @Test
    void register_losesEveryThirdMessage_staysLinearizable() {
        Rehearsal.simulate(new AbdRegister())
                .under(FaultProfile.CALM.with(new Drops(0.3, 1)))
                .seeds(0, 100)
                .assertHolds();
    }

    // @end

    // @start region=broken
    @Test
    void registerThatTrustsTheNetwork_losesMessages_isCaught() {
        Rehearsal broken =
                Rehearsal.simulate(new ReplicatedRegister())
                        .under(FaultProfile.CALM.with(new Drops(0.3, 1)));

        String story = assertThrows(AssertionError.class, broken::assertHolds).getMessage();

        assertTrue(story.contains("linearizable"), story);
    }
    // @end
}
