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
import io.vavr.collection.TreeMap;
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
                .eventually("the-living-are-known", living(paths))
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

    /** Every member takes for alive whoever is there. */
    private static Invariant living(Vector<String> paths) {
        return world -> {
            for (String path : paths) {
                for (var ill : ill(world, path)) {
                    if (world.isUp(ill._1 - 1)) {
                        return Option.some(
                                path + " takes n" + ill._1 + ", which lives, for " + ill._2);
                    }
                }
            }
            return Option.none();
        };
    }

    /** Every member takes for dead whoever has no power and never will. */
    private static Invariant dead(Vector<String> paths) {
        return world -> {
            Vector<Integer> dead =
                    Vector.rangeClosed(1, paths.size()).reject(n -> world.hasPower(n - 1));
            for (String path : dead.isEmpty() ? Vector.<String>empty() : paths) {
                for (var member : world.state(path, Member.State.class)) {
                    for (int other : dead) {
                        Standing standing = member.standing(other);
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

    private static TreeMap<Integer, Standing> ill(View world, String path) {
        return world.state(path, Member.State.class)
                .map(Member.State::ill)
                .getOrElse(TreeMap.empty());
    }

    /** What a member knows of another only becomes newer, for as long as it runs. */
    private record GoesBack() implements Monitor<GoesBack.Seen> {

        /**
         * What each actor knew last.
         *
         * @param wrong what has gone back
         */
        record Seen(HashMap<Integer, Member.State> known, Option<String> wrong) {}

        @Override
        public Seen initial() {
            return new Seen(HashMap.empty(), Option.none());
        }

        @Override
        public Seen after(Seen seen, View world, int actor) {
            Member.State before = seen.known().get(actor).getOrNull();
            if (!(world.state(actor) instanceof Member.State now)) {
                return before == null ? seen : new Seen(seen.known().remove(actor), seen.wrong());
            }
            if (before != null && before.knowsAsMuchAs(now)) {
                return seen;
            }
            return new Seen(
                    seen.known().put(actor, now),
                    Option.of(before)
                            .flatMap(known -> backwards(known, now))
                            .map(what -> world.path(actor) + what));
        }

        private static Option<String> backwards(Member.State before, Member.State now) {
            return before.ill()
                    .keySet()
                    .addAll(before.alive().keySet())
                    .find(other -> before.standing(other).isNewerThan(now.standing(other)))
                    .map(other ->
                            " knew n"
                                    + other
                                    + " for "
                                    + before.standing(other)
                                    + ", and takes it for "
                                    + now.standing(other));
        }

        @Override
        public Option<String> broken(Seen seen) {
            return seen.wrong();
        }
    }
}
