package dev.rehearsal.scenarios.crdt;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Change;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Dot;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Effect;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Entry;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Update;
import dev.rehearsal.scenarios.crdt.Replica.Bug;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Replicas {@code r1}, {@code r2}, … of a counter, a set and a map that are changed anywhere
 * without asking anybody, and come together afterwards.
 */
public final class Crdt implements Scenario {

    private static final String SHAPIRO =
            "Shapiro, Preguiça, Baquero, Zawirski: Conflict-free Replicated Data Types, SSS 2011";
    private static final Vector<String> NAMES = Vector.of("x", "y");

    private static final Parameter.Flag STATES =
            new Parameter.Flag("states", "replicate by states, not by operations", false);
    private static final Parameter.Count REPLICAS =
            new Parameter.Count("replicas", "how many there are", 3, 1, 10);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 2, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many changes each wants", 8, 1, 1_000);

    private static final Variant TAKES_AGAIN =
            new Variant(
                            "assumes-exactly-once",
                            "by operations: an update that is delivered again is taken again")
                    .known(
                            "G1",
                            Vector.of("counts-no-more", "converges"),
                            "an update that is sent or delivered twice",
                            SHAPIRO);
    private static final Variant WALL_CLOCK =
            new Variant("stamped-by-wall-clock", "the last writer is told by the wall clock")
                    .known(
                            "G2",
                            Vector.of("no-write-is-lost", "writes-arrive"),
                            "clocks that differ, or one that is set back between two writes",
                            "Kleppmann: Designing Data-Intensive Applications, 2017, chapter 8");
    private static final Variant COLLECTS =
            new Variant(
                            "tombstones-collected-early",
                            "that an element was removed is forgotten after a while")
                    .known(
                            "G3",
                            Vector.of("removed-stays-removed", "removed-everywhere", "converges"),
                            "a replica that hears nothing for longer than that",
                            "Bieniusa et al.: An Optimized Conflict-free Replicated Set, 2012");
    private static final Variant ADDS_COUNTS =
            new Variant(
                            "merge-adds-counts",
                            "by states: of two counts of one replica the sum is taken")
                    .known(
                            "G4",
                            Vector.of("counts-no-more", "converges"),
                            "a state that is received twice, as each is sooner or later",
                            SHAPIRO);

    @Override
    public String name() {
        return "crdt";
    }

    @Override
    public String summary() {
        return "a counter, a set and a map changed anywhere: do the replicas agree in the end?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(STATES, REPLICAS, CLIENTS, OPERATIONS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(TAKES_AGAIN, WALL_CLOCK, COLLECTS, ADDS_COUNTS);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        boolean states = settings.get(STATES) || draw.in("states").chance(0.5);
        return settings.with(STATES, states)
                .unlessSet(REPLICAS, 2 + draw.in("replicas").below(3))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(3))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(12));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(REPLICAS)).map(number -> "r" + number);
        Vector<String> replicas = nodes.map(Crdt::replica);
        Cluster.Builder cluster = Cluster.builder();
        for (int r = 0; r < nodes.size(); r++) {
            cluster.node(
                    nodes.get(r),
                    tree(new Replica(r, replicas, settings.get(STATES), bug(settings))));
        }
        for (int c = 1; c <= settings.get(CLIENTS); c++) {
            cluster.client("c" + c, new CrdtClient("c" + c, replicas));
        }
        return cluster.workload(
                        new Workload(
                                CrdtClient.Request.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(20),
                                Duration.ofMillis(100),
                                (client, index, draw) ->
                                        new CrdtClient.Request(
                                                draw.in("replica").below(nodes.size()),
                                                change("v" + (client + 1) + "." + index, draw))))
                .always("counts-no-more", world -> surplus(world, nodes))
                .always("removed-stays-removed", world -> atOrigin(world, Crdt::undoesRemoval))
                .always("no-write-is-lost", world -> atOrigin(world, Crdt::undoesWrite))
                .eventually("converges", world -> differing(world, nodes))
                .within(Duration.ofSeconds(2))
                .eventually("counts-acknowledged", world -> uncounted(world, nodes))
                .within(Duration.ofSeconds(2))
                .eventually(
                        "removed-everywhere",
                        world -> everywhere(world, nodes, Crdt::undoesRemoval))
                .within(Duration.ofSeconds(2))
                .eventually("writes-arrive", world -> everywhere(world, nodes, Crdt::undoesWrite))
                .within(Duration.ofSeconds(2))
                .survives(nodes.size())
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .mayGrow()
                .build();
    }

    private static Change change(String value, Draw draw) {
        String name = NAMES.get(draw.in("name").below(NAMES.size()));
        return switch (draw.in("kind").below(4)) {
            case 0 -> new Change.Increment(1 + draw.in("amount").below(3));
            case 1 -> new Change.Add(name);
            case 2 -> new Change.Remove(name);
            default -> new Change.Put(name, value);
        };
    }

    private static Bug bug(Settings settings) {
        if (settings.has(TAKES_AGAIN)) {
            return Bug.TAKES_AGAIN;
        }
        if (settings.has(WALL_CLOCK)) {
            return Bug.WALL_CLOCK;
        }
        if (settings.has(COLLECTS)) {
            return Bug.COLLECTS;
        }
        return settings.has(ADDS_COUNTS) ? Bug.ADDS_COUNTS : Bug.NONE;
    }

    private static String replica(String node) {
        return node + "/crdt/replica";
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> replica) {
        return LinkedHashMap.of(
                "crdt",
                Supervisor.oneForOne(
                        intensity(10, Duration.ofSeconds(1)), child("replica", replica)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** How contents contradict an update that was acknowledged. */
    @FunctionalInterface
    private interface Contradiction {
        Option<String> of(Contents contents, Update update);
    }

    private static Option<String> undoesRemoval(Contents contents, Update update) {
        if (!(update.effect() instanceof Effect.Removed(String element, TreeSet<Dot> dots))) {
            return Option.none();
        }
        return dots.find(contents::isLive)
                .map(dot -> element + " of " + dot + " was removed by " + update.dot());
    }

    private static Option<String> undoesWrite(Contents contents, Update update) {
        if (!(update.effect() instanceof Effect.Written(String key, _, Option<Dot> replaced))) {
            return Option.none();
        }
        Option<Dot> now = contents.entries().get(key).map(Entry::dot);
        return now.isEmpty() || now.equals(replaced)
                ? Option.some(
                        key
                                + now.map(dot -> " is still as " + dot + " wrote it")
                                        .getOrElse(" is not there")
                                + ", and "
                                + update.dot()
                                + " wrote it later")
                : Option.none();
    }

    /** An acknowledged update holds where it was made, from then on. */
    private static Option<String> atOrigin(View world, Contradiction contradiction) {
        return made(world)
                .flatMap(update ->
                        contents(world, "r" + (update.dot().replica() + 1))
                                .flatMap(contents -> contradiction.of(contents, update)))
                .headOption();
    }

    /** In the end it holds at all replicas, unless the one that made it is gone for good. */
    private static Option<String> everywhere(
            View world, Vector<String> nodes, Contradiction contradiction) {
        Vector<Update> made = madeAtThoseUp(world);
        for (String node : nodes.filter(world::isUp)) {
            for (Update update : made) {
                Option<String> found =
                        contents(world, node)
                                .flatMap(contents -> contradiction.of(contents, update));
                if (found.isDefined()) {
                    return found.map(text -> node + ": " + text);
                }
            }
        }
        return Option.none();
    }

    /** No replica has counted more than clients have asked for. */
    private static Option<String> surplus(View world, Vector<String> nodes) {
        int asked =
                world.states(CrdtClient.State.class)
                        .map(CrdtClient.State::counted)
                        .sum()
                        .intValue();
        return nodes.flatMap(node -> contents(world, node))
                .map(Contents::count)
                .find(count -> count > asked)
                .map(count -> count + " is counted, and " + asked + " was asked for");
    }

    /** In the end no replica has counted less than what was acknowledged. */
    private static Option<String> uncounted(View world, Vector<String> nodes) {
        int made =
                madeAtThoseUp(world)
                        .map(update -> update.effect() instanceof Effect.Counted(int n) ? n : 0)
                        .sum()
                        .intValue();
        return nodes.filter(world::isUp)
                .flatMap(node -> contents(world, node))
                .map(Contents::count)
                .find(count -> count < made)
                .map(count -> count + " is counted, and " + made + " was acknowledged");
    }

    /** In the end all replicas that are there show the same. */
    private static Option<String> differing(View world, Vector<String> nodes) {
        Vector<String> up = nodes.filter(world::isUp);
        Vector<Contents> all = up.flatMap(node -> contents(world, node));
        if (all.size() < up.size()) {
            return Option.some("a node is up without its replica");
        }
        Vector<String> shown = all.map(Crdt::shown).distinct();
        return shown.size() <= 1
                ? Option.none()
                : Option.some("the replicas differ: " + shown.mkString(" and "));
    }

    private static String shown(Contents contents) {
        return contents.count()
                + " "
                + contents.elements().mkString("{", ", ", "}")
                + " "
                + contents.entries().mapValues(Entry::value).mkString("[", ", ", "]");
    }

    private static Vector<Update> made(View world) {
        return Vector.ofAll(world.states(CrdtClient.State.class)).flatMap(CrdtClient.State::made);
    }

    private static Vector<Update> madeAtThoseUp(View world) {
        return made(world).filter(update -> world.isUp("r" + (update.dot().replica() + 1)));
    }

    private static Option<Contents> contents(View world, String node) {
        return world.state(replica(node), Replica.State.class).map(Replica.State::contents);
    }
}
