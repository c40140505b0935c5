package dev.rehearsal.diagram;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

class DiagramTest {

    private static final long MS = 1_000_000;

    private static final Settings TWO = new Notebook().settings();

    // ------------------------------------------------------------------------ stories to look at

    @Test
    void acknowledgedWrite_lostInACrash_isSeenAtOneGlance() {
        pictures(
                "lost-write",
                run(
                        TWO,
                        Vector.of(put("c1", 1, 5, 1 * MS), get("c2", 1, 20 * MS)),
                        new Departure.Drop(name("c1#1 / s1→s2 : Tell ~ 1")),
                        new Departure.Crash(
                                "s1",
                                0,
                                new Point.AfterOperation("c1", 1),
                                8 * MS,
                                Aftermath.NONE)));
    }

    @Test
    void heldMessage_overtakenByReads_leavesAndArrivesUnderOneMark() {
        pictures(
                "held",
                run(
                        TWO,
                        Vector.of(
                                put("c1", 1, 5, 1 * MS),
                                get("c2", 1, 2 * MS),
                                get("c2", 2, 3 * MS)),
                        new Departure.Held(
                                name("c1#1 / s1→s2 : Tell ~ 1"),
                                new Point.AfterOperation("c2", 2))));
    }

    @Test
    void messageHeldUntilTheEnd_neverArrives() {
        pictures(
                "held-until-the-end",
                run(
                        TWO,
                        Vector.of(put("c1", 1, 5, 1 * MS), get("c2", 2, 6 * MS)),
                        new Departure.Held(name("c1#1 / s1→s2 : Tell ~ 1"), new Point.End())));
    }

    @Test
    void duplicate_bringsTheOldValueBack() {
        pictures(
                "duplicate",
                run(
                        TWO,
                        Vector.of(
                                put("c1", 1, 5, 1 * MS),
                                put("c2", 1, 6, 3 * MS),
                                get("c1", 3, 12 * MS)),
                        new Departure.Again(
                                name("c1#1 / c1→s1 : Put ~ 1"),
                                new Point.AfterOperation("c2", 1))));
    }

    @Test
    void droppedAnswer_leavesTheOperationUnknown() {
        pictures(
                "unknown",
                run(
                        TWO,
                        Vector.of(put("c1", 1, 5, 1 * MS), get("c1", 2, 2 * MS)),
                        new Departure.Drop(name("c1#1 / s1→c1 : PutOk ~ 1"))));
    }

    @Test
    void messageToANodeThatIsDown_findsNobody() {
        pictures(
                "nobody",
                run(
                        TWO,
                        Vector.of(put("c1", 1, 5, 10 * MS), get("c2", 2, 12 * MS)),
                        new Departure.Crash(
                                "s2", 0, new Point.At(5 * MS), 30 * MS, Aftermath.NONE)));
    }

    @Test
    void handlerThatThrows_endsItsLane() {
        pictures("threw", run(TWO, Vector.of(put("c1", 1, 13, 1 * MS), get("c2", 1, 9 * MS))));
    }

    @Test
    void actorsOfOneNode_timersAndSixLanes_fit() {
        pictures(
                "clerks",
                run(
                        TWO.with(Notebook.CLERK, true).with(Notebook.RETRY, true),
                        Vector.of(put("c1", 1, 5, 1 * MS), get("c2", 2, 8 * MS)),
                        new Departure.Crash(
                                "s2", 0, new Point.At(5 * MS), 2 * MS, Aftermath.NONE)));
    }

    @Test
    void wideCluster_leavesOutTheLeastBusyAndSaysSo() {
        Run run =
                run(
                        TWO.with(Notebook.SERVERS, 12).with(Notebook.CLIENTS, 3),
                        Vector.of(
                                put("c1", 1, 5, 1 * MS),
                                put("c2", 2, 6, 2 * MS),
                                get("c3", 3, 9 * MS)));
        pictures("wide", run);
        assertTrue(Diagram.of(run).ascii().contains("not drawn"), () -> Diagram.of(run).ascii());
    }

    @Test
    void namesOfAnyLength_keepWithinTheColumns() {
        for (int servers = 2; servers <= 12; servers++) {
            for (int letters = 1; letters <= 30; letters++) {
                Run run =
                        run(
                                TWO.with(Notebook.SERVERS, servers)
                                        .with(Notebook.CLIENTS, 3)
                                        .with(Notebook.LETTERS, letters),
                                Vector.of(put("c1", 1, 5, 1 * MS), put("c3", 1, 6, 2 * MS)));
                String picture = Diagram.of(run).ascii();
                assertTrue(
                        picture.lines().allMatch(line -> line.length() <= Diagram.COLUMNS),
                        () -> picture);
            }
        }
    }

    @Test
    void untilAStep_showsWhatIsOnItsWay() {
        Run run = run(TWO, Vector.of(put("c1", 1, 5, 1 * MS), get("c2", 1, 9 * MS)));
        Golden.check("until.txt", Diagram.of(run).until(6).ascii());
    }

    // ----------------------------------------------------------------------------------- contract

    @Test
    void idleLanes_areLeftOut() {
        String names =
                Diagram.of(run(TWO.with(Notebook.CLIENTS, 12), Vector.of(get("c7", 1, MS))))
                        .ascii()
                        .lines()
                        .findFirst()
                        .orElseThrow();
        assertEquals("c7 s1", names.strip().replaceAll(" +", " "));
    }

    @Test
    void runWithoutTrace_isRefused() {
        Run run =
                Simulation.of(TWO).run(new Story(TWO, Vector.of(get("c1", 1, 0)), Vector.empty()));
        String message =
                assertThrows(IllegalArgumentException.class, () -> Diagram.of(run)).getMessage();
        assertTrue(message.contains("Options.verbose()"), message);
    }

    @Test
    void brief_recordsAreShortAndOnlyAscii() {
        record Odd(String text) {}
        assertAll(
                () -> assertEquals("Put(4, 7)", Brief.of(new Notebook.Put(4, 7))),
                () -> assertEquals("Retry", Brief.of(new Notebook.Retry())),
                () -> assertEquals("write 4", Brief.of(new Register.Write<>(4))),
                () -> assertEquals("cas 1->2", Brief.of(new Register.Cas<>(1, 2))),
                () -> assertEquals("Odd(a ??)", Brief.of(new Odd("a\nä漢"))),
                () ->
                        assertEquals(
                                "File(Put(1, 2), [a, b])",
                                Brief.of(
                                        new Notebook.File(
                                                new Notebook.Put(1, 2), Vector.of("a", "b")))),
                () ->
                        assertEquals(
                                "File((1,2),[a,b])",
                                Brief.tight(
                                        new Notebook.File(
                                                new Notebook.Put(1, 2), Vector.of("a", "b")))));
    }

    // -------------------------------------------------------------------------------------- tools

    private static void pictures(String name, Run run) {
        String ascii = Diagram.of(run).ascii();
        ascii.lines()
                .forEach(line -> {
                    assertTrue(line.length() <= Diagram.COLUMNS, line);
                    assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7F), line);
                });
        Golden.check(name + ".txt", ascii);
        Golden.check(name + ".mmd", Diagram.of(run).mermaid());
    }

    /** A cut link or a clock is on no lane, and may be the cause of all that follows. */
    @Test
    void faultsThatNoRowShows_areToldUnderThePicture() {
        Vector<Departure> jumps =
                Vector.range(0, 22)
                        .map(i -> new Departure.Jump("s1", i, new Point.At((i + 1) * MS), -5 * MS));

        Vector<PlannedOperation> late = Vector.of(get("c1", 1, 30 * MS));

        String some = Diagram.of(run(TWO, late, jumps.head())).ascii();
        String many = Diagram.of(run(TWO, late, jumps.toJavaArray(Departure[]::new))).ascii();

        assertTrue(some.contains("  s1: its clock jumps back by 5ms at t=1ms\n"), some);
        assertTrue(many.contains("  s1: its clock jumps back by 5ms at t=20ms\n"), many);
        assertFalse(many.contains("at t=21ms"), many);
        assertTrue(many.contains("  and 2 faults more that no row shows\n"), many);
    }

    @Test
    void pathsWithoutRoom_keepTheirNodeAndTheirEnd() {
        assertEquals("s1/..sessions/a", Ascii.shortened("s1/kv/sessions/a", 15));
        assertEquals("..node/x", Ascii.shortened("averylongnode/x", 8));
        assertEquals("..name", Ascii.shortened("averylongname", 6));
    }

    @Test
    void runInWhichNoActorTakesPart_tellsItsFaultsAllTheSame() {
        Run run =
                run(
                        TWO,
                        Vector.of(get("c1", 1, 30 * MS)),
                        new Departure.Jump("s1", 0, new Point.At(1 * MS), -5 * MS));

        long jump =
                run.trace()
                        .events()
                        .find(TraceEvent.Departed.class::isInstance)
                        .map(TraceEvent::step)
                        .get();

        String text = Diagram.of(run).until(jump).ascii();

        assertTrue(text.startsWith("(nothing happened)\n\n  s1: its clock jumps"), text);
    }

    private static Run run(
            Settings settings, Vector<PlannedOperation> operations, Departure... departures) {
        Run run =
                Simulation.of(settings)
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(new Story(settings, operations, Vector.of(departures)));
        assertEquals(Vector.empty(), run.unused());
        return run;
    }

    private static PlannedOperation put(String client, int index, int value, long nanos) {
        return new PlannedOperation(client, index, new Register.Write<>(value), nanos);
    }

    private static PlannedOperation get(String client, int index, long nanos) {
        return new PlannedOperation(client, index, new Register.Read<Integer>(), nanos);
    }

    private static MessageName name(String text) {
        return MessageName.parse(text);
    }
}
