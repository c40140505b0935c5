package dev.rehearsal.scenarios.viewstamped;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.replication.Command;
import dev.rehearsal.scenarios.replication.Group;
import dev.rehearsal.scenarios.viewstamped.Replica.Bug;
import dev.rehearsal.scenarios.viewstamped.Replica.Status;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Ask;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Retry;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A register that replicas {@code s1}, {@code s2}, … keep by Viewstamped Replication: in memory,
 * but for the number of their lives. A minority may be lost, or have forgotten, at a time.
 */
public final class ViewstampedReplication implements Scenario {

    private static final Vector<String> SAFETY = Vector.of("agreement", "linearizable");
    private static final String TRADE = "known in the trade";

    private static final Map<Variant, Bug> BUGS =
            LinkedHashMap.of(
                    new Variant(
                                    "no-crash-vector",
                                    "what a replica said before it began anew counts, as Liskov and"
                                            + " Cowling have it")
                            .known(
                                    "P5",
                                    SAFETY,
                                    "two replicas begin anew while a view changes, and what they"
                                            + " said comes late",
                                    "Michael et al.: Recovering Shared Objects Without Stable"
                                            + " Storage, DISC 2017"),
                    Bug.NO_CRASH_VECTOR,
                    new Variant(
                                    "longest-log",
                                    "a new primary goes on with the longest log, not with that of"
                                            + " the latest view")
                            .known(
                                    "P7",
                                    SAFETY,
                                    "two changes of the view, and a primary that was cut off with"
                                            + " commands of its own",
                                    TRADE),
                    Bug.LONGEST_LOG,
                    new Variant(
                                    "one-too-few",
                                    "a command is committed when all but one of a majority have it")
                            .known("own", SAFETY, "a change of the view after an answer", TRADE),
                    Bug.ONE_TOO_FEW,
                    new Variant(
                                    "last-normal-kept",
                                    "a backup does not note that it was normal in a view")
                            .known(
                                    "own",
                                    SAFETY.append("all-are-normal"),
                                    "two changes of the view, and an old log that is brought again",
                                    TRADE),
                    Bug.KEEPS_LAST_NORMAL,
                    new Variant(
                                    "commits-twice",
                                    "a command that comes again before it is committed is taken"
                                            + " again")
                            .known(
                                    "own",
                                    Vector.of("committed-once", "linearizable"),
                                    "a command that is delivered twice",
                                    TRADE),
                    Bug.TAKES_AGAIN);

    @Override
    public String name() {
        return "viewstamped-replication";
    }

    @Override
    public String summary() {
        return "replicas that forget everything and ask the others: is what was committed lost?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Group.PARAMETERS;
    }

    @Override
    public Vector<Variant> variants() {
        return BUGS.keySet().toVector();
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return Group.swarm(settings, draw);
    }

    @Override
    public Cluster cluster(Settings settings) {
        int count = Group.size(settings);
        Vector<String> nodes = Vector.rangeClosed(1, count).map(number -> "s" + number);
        Vector<String> replicas = nodes.map(node -> node + "/vr/replica");
        Bug bug =
                BUGS.find(entry -> settings.has(entry._1))
                        .map(entry -> entry._2)
                        .getOrElse(Bug.NONE);
        Cluster.Builder cluster = Cluster.builder();
        for (var one : nodes.zip(replicas)) {
            Supervisor tree = Group.tree(new Replica(one._2, replicas, bug));
            cluster.node(one._1, LinkedHashMap.of("vr", (Actor<?, ?>) tree));
        }
        return Group.asked(cluster, settings, replicas, Ask::new, Retry::new)
                .always("agreement", ViewstampedReplication::contradiction)
                .always("committed-once", ViewstampedReplication::twice)
                .eventually("all-are-normal", world -> abnormal(world, count))
                .within(Duration.ofSeconds(3))
                .sometimes("the-view-changed", ViewstampedReplication::hasChanged)
                .sometimes("one-has-recovered", ViewstampedReplication::hasRecovered)
                .build();
    }

    // ----------------------------------------------------------------------------- what must hold

    /** No two replicas have committed different commands in one place. */
    private static Option<String> contradiction(View world) {
        return Command.contradiction(committed(world));
    }

    /** No command is committed in two places. */
    private static Option<String> twice(View world) {
        return committed(world)
                .maxBy(Vector::size)
                .filter(log -> log.distinct().size() < log.size())
                .map(log -> "committed is " + log);
    }

    private static Seq<Vector<Command>> committed(View world) {
        return world.states(Replica.State.class).map(state -> state.log().take(state.committed()));
    }

    /**
     * All that are up are normal in one view, with one log, which is committed; unless so many have
     * forgotten at a time that no majority is left to ask.
     */
    private static Option<String> abnormal(View world, int servers) {
        Vector<Replica.State> up = Vector.ofAll(world.states(Replica.State.class));
        Vector<Replica.State> normal = up.filter(ViewstampedReplication::isNormal);
        if (up.count(state -> !(state.status() instanceof Status.Recovering)) <= servers / 2) {
            return Option.none();
        }
        boolean isOne =
                normal.size() == up.size()
                        && up.map(Replica.State::view).distinct().size() == 1
                        && up.map(Replica.State::log).distinct().size() == 1
                        && up.forAll(state -> state.committed() == state.log().size());
        return isOne
                ? Option.none()
                : Option.some(
                        up.map(state ->
                                        state.status().getClass().getSimpleName()
                                                + " in view "
                                                + state.view()
                                                + " with "
                                                + state.committed()
                                                + " of "
                                                + state.log().size())
                                .mkString("they are ", ", ", ""));
    }

    private static boolean isNormal(Replica.State state) {
        return state.status() instanceof Status.Backup || state.status() instanceof Status.Primary;
    }

    private static boolean hasChanged(View world) {
        return world.states(Replica.State.class)
                .exists(state -> isNormal(state) && state.view() > 0);
    }

    private static boolean hasRecovered(View world) {
        return world.states(Replica.State.class)
                .exists(state -> isNormal(state) && state.lives().values().exists(n -> n > 1));
    }
}
