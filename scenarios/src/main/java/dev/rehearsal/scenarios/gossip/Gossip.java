package dev.rehearsal.scenarios.gossip;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Monitor;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.gossip.Member.Bug;
import dev.rehearsal.scenarios.gossip.Standing.Health;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Members n1, n2, … that find out who of them is there, after SWIM with incarnations and suspicion.
 *
 * <p>Source: Das, Gupta, Motivala, <i>SWIM: Scalable Weakly-consistent Infection-style Process
 * Group Membership Protocol</i>, DSN 2002.
 */
public final class Gossip implements Scenario {

    private static final String SOURCE = "Das, Gupta, Motivala: SWIM, DSN 2002, 4.2";

    private static final Parameter.Count MEMBERS =
            new Parameter.Count("members", "how many members there are", 5, 2, 2_000);

    private static final Variant NO_INCARNATIONS =
            new Variant(
                            "no-incarnations",
                            "who is suspected denies it, and stays in its incarnation")
                    .known(
                            "W1",
                            Vector.of("the-living-are-known"),
                            "a member that is slow, cut off or restarting, and comes back",
                            SOURCE);
    private static final Variant STALE_ALIVE =
            new Variant(
                            "stale-alive",
                            "that a member lives is believed, though it has died in that"
                                    + " incarnation")
                    .known(
                            "W2",
                            Vector.of("nothing-goes-back"),
                            "a member that has denied a suspicion and dies, and a rumour that comes"
                                    + " late",
                            SOURCE);
    private static final Variant DEAD_UNASKED =
            new Variant("dead-unasked", "nobody probes who is dead")
                    .known(
                            "W4",
                            Vector.of("the-living-are-known"),
                            "a cut for longer than a suspicion lasts",
                            "Serf, which reconnects: github.com/hashicorp/serf");

    @Override
    public String name() {
        return "gossip";
    }

    @Override
    public String summary() {
        return "members that probe each other: do all come to know who lives, and who does not?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(MEMBERS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(NO_INCARNATIONS, STALE_ALIVE, DEAD_UNASKED);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(MEMBERS, 2 + draw.in("members").below(7));
    }

    @Override
    public Cluster cluster(Settings settings) {
        int members = settings.get(MEMBERS);
        Cluster.Builder cluster = Cluster.builder();
        for (int m = 1; m <= members; m++) {
            Member member = new Member(m, members, bug(settings));
            cluster.node(
                    "n" + m,
                    LinkedHashMap.of(
                            "swim",
                            Supervisor.oneForOne(
                                    intensity(10, Duration.ofSeconds(1)), child("end", member))));
        }
        Vector<String> paths = Vector.rangeClosed(1, members).map(Member::path);
        Duration patience = Duration.ofSeconds(2).plus(Member.PERIOD.multipliedBy(4L * members));
        return cluster.monitored("nothing-goes-back", new GoesBack())
                .eventually("the-living-are-known", Gossip::living)
                .within(patience)
                .eventually("the-dead-are-known", dead(paths))
                .within(patience)
                .survives(members)
                .mayGrow()
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Bug bug(Settings settings) {
        if (settings.has(NO_INCARNATIONS)) {
            return Bug.NO_INCARNATIONS;
        }
        if (settings.has(STALE_ALIVE)) {
            return Bug.STALE_ALIVE;
        }
        return settings.has(DEAD_UNASKED) ? Bug.DEAD_UNASKED : Bug.NONE;
    }

    // ----------------------------------------------------------------------------- what must hold

    /**
     * Every member takes for alive whoever is there, unless one is left half broken: who is heard
     * and not answered accuses the others for as long as it runs. Each of them denies that, and of
     * many somebody is always suspected.
     *
     * <p>Source: Dadgar, Phillips and Currey, <i>Lifeguard: Local Health Awareness for More
     * Accurate Failure Detection</i>, DSN 2018 workshops, on accusers who are themselves at fault.
     */
    private static Option<String> living(View world) {
        for (int node = 0; node < world.nodes(); node++) {
            if (world.hasPower(node) && !world.isUp(node)) {
                return Option.none();
            }
        }
        for (int actor = 0; actor < world.actors(); actor++) {
            if (world.state(actor) instanceof Member.State member
                    && !member.known().ill().isEmpty()) {
                for (int other : member.known().ill()) {
                    if (world.isUp(other - 1)) {
                        return Option.some(
                                world.path(actor)
                                        + " takes n"
                                        + other
                                        + ", which lives, for "
                                        + member.known().of(other));
                    }
                }
            }
        }
        return Option.none();
    }

    /** Every member takes for dead whoever has no power and never will. */
    private static Invariant dead(Vector<String> paths) {
        return world -> {
            Vector<Integer> dead =
                    Vector.rangeClosed(1, paths.size()).reject(n -> world.hasPower(n - 1));
            for (String path : dead.isEmpty() ? Vector.<String>empty() : paths) {
                for (var member : world.state(path, Member.State.class)) {
                    for (int other : dead) {
                        Standing standing = member.known().of(other);
                        if (standing.health() != Health.DEAD) {
                            return Option.some(
                                    path + " takes n" + other + ", which is gone, for " + standing);
                        }
                    }
                }
            }
            return Option.none();
        };
    }

    /** What a member knows of another only becomes newer, for as long as it runs. */
    private record GoesBack() implements Monitor<GoesBack.Seen> {

        /**
         * What each actor knew last.
         *
         * @param wrong what has gone back
         */
        record Seen(HashMap<Integer, Known> known, Option<String> wrong) {}

        @Override
        public Seen initial() {
            return new Seen(HashMap.empty(), Option.none());
        }

        @Override
        public Seen after(Seen seen, View world, int actor) {
            Known before = seen.known().get(actor).getOrNull();
            if (!(world.state(actor) instanceof Member.State member)) {
                return before == null ? seen : new Seen(seen.known().remove(actor), seen.wrong());
            }
            Known now = member.known();
            if (before == now) {
                return seen;
            }
            Option<String> wrong =
                    before == null
                            ? Option.none()
                            : now.firstOlderThan(before)
                                    .map(other ->
                                            world.path(actor)
                                                    + " knew n"
                                                    + other
                                                    + " for "
                                                    + before.of(other)
                                                    + ", and takes it for "
                                                    + now.of(other));
            return new Seen(seen.known().put(actor, now), wrong);
        }

        @Override
        public Option<String> broken(Seen seen) {
            return seen.wrong();
        }
    }
}
