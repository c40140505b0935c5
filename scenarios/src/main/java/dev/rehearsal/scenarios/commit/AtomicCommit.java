package dev.rehearsal.scenarios.commit;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.commit.Participant.Bug;
import dev.rehearsal.scenarios.commit.Participant.Standing;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Two-phase commit as it is built: a coordinator {@code tm} and participants {@code p1}, {@code
 * p2}, … that write down what they promise, and ask when they hear nothing.
 */
public final class AtomicCommit implements Scenario {

    private static final String COORDINATOR = "tm/commit/end";
    private static final Vector<String> KEYS = Vector.of("x", "y");

    private static final Parameter.Count PARTICIPANTS =
            new Parameter.Count("participants", "how many hold the keys", 2, 1, 5);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 2, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many transactions each wants", 5, 1, 1_000);

    private static final Variant FORGETS =
            new Variant("prepared-not-persisted", "a participant forgets its yes with its power")
                    .known(
                            "T1",
                            Vector.of("atomic", "ended-everywhere"),
                            "a crash of a participant between its yes and the decision",
                            "Gray: Notes on Data Base Operating Systems, 1978");
    private static final Variant HASTY =
            new Variant("decision-before-log", "the coordinator tells before it writes down")
                    .known(
                            "T2",
                            Vector.of("atomic", "ended-everywhere", "as-told"),
                            "a crash of the coordinator between telling and writing",
                            "Gray: Notes on Data Base Operating Systems, 1978");
    private static final Variant IMPATIENT =
            new Variant("prepared-aborts-alone", "who has said yes and hears nothing aborts")
                    .known(
                            "T3",
                            Vector.of("atomic", "ended-everywhere", "as-told"),
                            "a decision that is lost or late",
                            "Skeen: Nonblocking Commit Protocols, SIGMOD 1981");
    private static final Variant LOCKS_FIRST =
            new Variant("late-prepare-locks", "a prepare that comes after the abort takes its lock")
                    .known(
                            "T4",
                            Vector.of("locks-are-released"),
                            "a prepare that is overtaken by the abort, or comes twice",
                            "Bernstein, Hadzilacos, Goodman: Concurrency Control and Recovery,"
                                    + " 1987, chapter 7");

    @Override
    public String name() {
        return "atomic-commit";
    }

    @Override
    public String summary() {
        return "two-phase commit with crashes everywhere: is it ever done here and undone there?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(PARTICIPANTS, CLIENTS, OPERATIONS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(FORGETS, HASTY, IMPATIENT, LOCKS_FIRST);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(PARTICIPANTS, 1 + draw.in("participants").below(3))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(3))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(8));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(PARTICIPANTS)).map(number -> "p" + number);
        Vector<String> participants = nodes.map(node -> node + "/commit/end");
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("tm", tree(new Coordinator(participants, settings.has(HASTY))));
        nodes.forEach(
                node -> cluster.node(node, tree(new Participant(COORDINATOR, bug(settings)))));
        for (int c = 1; c <= settings.get(CLIENTS); c++) {
            cluster.client("c" + c, new CommitClient("c" + c, COORDINATOR));
        }
        return cluster.workload(
                        new Workload(
                                CommitClient.Change.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(200),
                                (_, _, draw) ->
                                        new CommitClient.Change(KEYS.get(draw.below(KEYS.size())))))
                .always("atomic", world -> torn(world, participants))
                .always("as-told", world -> otherThanTold(world, participants))
                .eventually("ended-everywhere", world -> missing(world, participants))
                .within(Duration.ofSeconds(2))
                .eventually("locks-are-released", unlocked(participants))
                .within(Duration.ofSeconds(2))
                .survives(nodes.size() + 1)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Bug bug(Settings settings) {
        if (settings.has(FORGETS)) {
            return Bug.FORGETS;
        }
        if (settings.has(IMPATIENT)) {
            return Bug.IMPATIENT;
        }
        return settings.has(LOCKS_FIRST) ? Bug.LOCKS_FIRST : Bug.NONE;
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "commit",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** Nothing is committed at one participant and aborted at another. */
    private static Option<String> torn(View world, Vector<String> participants) {
        for (String committed : with(world, participants, Standing.COMMITTED)) {
            for (String path : participants) {
                if (standing(world, path, committed).contains(Standing.ABORTED)) {
                    return Option.some(
                            committed + " is committed elsewhere and aborted at " + path);
                }
            }
        }
        return Option.none();
    }

    /** No client was told the contrary of what a participant has done. */
    private static Option<String> otherThanTold(View world, Vector<String> participants) {
        for (CommitClient.State client : world.states(CommitClient.State.class)) {
            for (var told : client.told()) {
                Standing contrary = told._2 ? Standing.ABORTED : Standing.COMMITTED;
                for (String path : participants) {
                    if (standing(world, path, told._1).contains(contrary)) {
                        return Option.some(
                                told._1
                                        + (told._2 ? " was told" : " was not told")
                                        + " to be committed, and "
                                        + path
                                        + " has done the contrary");
                    }
                }
            }
        }
        return Option.none();
    }

    /** What the coordinator has committed is committed at each participant that is there. */
    private static Option<String> missing(View world, Vector<String> participants) {
        var coordinator = world.state(COORDINATOR, Coordinator.State.class);
        for (var decided : coordinator.map(Coordinator.State::decided).toVector().flatMap(m -> m)) {
            for (String path : participants) {
                if (decided._2.commits()
                        && state(world, path).isDefined()
                        && !standing(world, path, decided._1).contains(Standing.COMMITTED)) {
                    return Option.some(decided._1 + " was committed, but not at " + path);
                }
            }
        }
        return Option.none();
    }

    /** No key is locked, unless the coordinator is gone for good: then it may be for ever. */
    private static Invariant unlocked(Vector<String> participants) {
        return world -> {
            if (!world.isUp("tm")) {
                return Option.none();
            }
            for (String path : participants) {
                for (var lock : state(world, path).toVector().flatMap(Participant.State::locks)) {
                    return Option.some(lock._1 + " is locked at " + path + " by " + lock._2);
                }
            }
            return Option.none();
        };
    }

    private static Vector<String> with(View world, Vector<String> participants, Standing standing) {
        return participants
                .flatMap(path -> state(world, path))
                .flatMap(state -> state.notes().values())
                .filter(note -> note.standing() == standing)
                .map(Participant.Note::transaction);
    }

    private static Option<Standing> standing(View world, String path, String transaction) {
        return state(world, path).flatMap(state -> state.standing(transaction));
    }

    private static Option<Participant.State> state(View world, String path) {
        return world.state(path, Participant.State.class);
    }
}
