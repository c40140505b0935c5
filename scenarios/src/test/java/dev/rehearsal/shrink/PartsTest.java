package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Point;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenarios.link.ReliableLink;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a departure did in part. */
class PartsTest {

    private static final int SEEDS = 60;
    private static final int RUNS = 20;
    private static final Point AT_ONCE = new Point.At(0);

    private final Simulation link = Simulation.of(new ReliableLink().settings());

    private static Map<FaultKind, Departure> firstOfEachKind(Iterable<Departure> departures) {
        Map<FaultKind, Departure> first = new EnumMap<>(FaultKind.class);
        departures.forEach(one -> first.putIfAbsent(one.kind(), one));
        return first;
    }

    /** What there is in place of a departure in a story that has it not, the first of each kind. */
    private Map<FaultKind, Departure> parts(Departure whole, Story without) {
        Overheard overheard = new Overheard(without);
        Run run = link.with(link.options().tracing()).run(without.operations(), overheard);
        return firstOfEachKind(
                Parts.of(whole, new Prefix(run, overheard), Simpler.points(without.operations())));
    }

    @Test
    void part_inPlaceOfItsWhole_isOfASimplerKindAndHappens() {
        Map<FaultKind, Set<FaultKind>> kinds = new EnumMap<>(FaultKind.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = link.run(seed, FaultProfile.swarm(seed).adversary(link.cluster(), seed));
            for (Departure whole : firstOfEachKind(run.story().departures()).values()) {
                Story without = run.story().withDepartures(run.story().departures().remove(whole));
                for (Departure part : parts(whole, without).values()) {
                    assertTrue(part.kind().compareTo(whole.kind()) < 0, whole + " as " + part);
                    Story other = without.withDepartures(without.departures().append(part));
                    assertFalse(link.run(other).unused().contains(part), whole + " as " + part);
                    kinds.computeIfAbsent(whole.kind(), _ -> EnumSet.noneOf(FaultKind.class))
                            .add(part.kind());
                }
            }
        }
        Set<FaultKind> held = EnumSet.of(FaultKind.HOLD);
        Set<FaultKind> lost = EnumSet.of(FaultKind.HOLD, FaultKind.DROP);
        Set<FaultKind> ended = EnumSet.of(FaultKind.HOLD, FaultKind.DROP, FaultKind.KILL);
        assertEquals(
                Map.ofEntries(
                        Map.entry(FaultKind.DROP, held),
                        Map.entry(FaultKind.CORRUPT, lost),
                        Map.entry(FaultKind.PARTITION, lost),
                        Map.entry(FaultKind.PAUSE, held),
                        Map.entry(FaultKind.HANG, held),
                        Map.entry(FaultKind.KILL, lost),
                        Map.entry(FaultKind.STOP, ended),
                        Map.entry(
                                FaultKind.CRASH,
                                EnumSet.of(
                                        FaultKind.HOLD,
                                        FaultKind.DROP,
                                        FaultKind.KILL,
                                        FaultKind.STOP)),
                        Map.entry(FaultKind.STALL, held),
                        Map.entry(FaultKind.DISK_ERROR, EnumSet.of(FaultKind.KILL))),
                kinds);
    }

    @Test
    void disk_thatIsFullOrSetBack_isInPartAWriteThatFailsOrALossOfPower() {
        Story calm = link.run(0, FaultProfile.CALM.adversary(link.cluster(), 0)).story();
        Story asked =
                calm.withOperations(calm.operations().take(1).map(one -> one.beginning(AT_ONCE)));
        Point early = new Point.At(1);
        assertEquals(
                "{DISK_ERROR=left!1 / left/link/end : write sent.new ~ 1: fails}",
                parts(new Departure.Fill("left", 0, early, 5_000_000, 0), asked).toString());
        Map<FaultKind, Departure> setBack =
                parts(new Departure.Restore("left", 0, early, 1_000_000, 0), asked);
        assertEquals(
                EnumSet.of(
                        FaultKind.HOLD,
                        FaultKind.DROP,
                        FaultKind.KILL,
                        FaultKind.STOP,
                        FaultKind.CRASH),
                setBack.keySet());
        assertEquals(
                "left: crashes at t=1ns, boots 1ms later", setBack.get(FaultKind.CRASH).toString());
    }

    @Test
    void mistakeThatManyKindsBringOut_isToldByWhatTheyHaveInCommon() {
        Bug bug = Bug.planted("reliable-link/sequence-reused", "swarm");
        Simulation simulation = Simulation.of(bug.settings());
        Shrinker shrinker = Shrinker.of(simulation);
        Set<FaultKind> found = EnumSet.noneOf(FaultKind.class);
        Set<String> told = new HashSet<>();
        for (Run run : bug.found(simulation, RUNS, 1_000)) {
            Shrunk shrunk = shrinker.shrink(run);
            run.story().departures().forEach(one -> found.add(one.kind()));
            told.add(shrunk.after().story().departures().mkString());
            assertEquals(Standing.CANONICAL, shrunk.standing());
        }
        assertTrue(
                found.containsAll(
                        EnumSet.of(FaultKind.CRASH, FaultKind.KILL, FaultKind.DISK_ERROR)),
                found::toString);
        assertEquals(
                Set.of(
                        "c1#1 / c1→left/link/end : Submit ~ 1: cut before effect 2, the actor ends"
                                + " with killed",
                        "c1#1 / left/link/end : sync sent ~ 1: takes 1s longer"),
                told);
    }
}
