package dev.rehearsal.scenarios.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.simulation.Run;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What a server of a register finds when it starts is durable before anybody learns of it. */
class StartTest {

    /** The process ends between the new name of the file and the sync of the folder. */
    @Test
    void read_afterAProcessEndedInAWrite_isNotTakenBackByALossOfPower() {
        Run run =
                Planned.of(new DedupRegister(), "read-from-page-cache", "clients=2")
                        .asks("c1", 10, new Register.Write<>(1))
                        .asks("c2", 14, new Register.Read<Integer>())
                        .asks("c2", 24, new Register.Read<Integer>())
                        .assertHolds();
        assertEquals(2, run.ok(), () -> "" + run.history());
        assertEquals(
                List.of("1", "1"),
                run.history().operations().stream()
                        .filter(operation -> operation.input() instanceof Register.Read<?>)
                        .map(operation -> String.valueOf(operation.output()))
                        .toList(),
                "the first read must meet what a loss of power could take back");
    }
}
