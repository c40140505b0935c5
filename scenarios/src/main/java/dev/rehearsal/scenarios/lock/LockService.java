package dev.rehearsal.scenarios.lock;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.check.Refinement;
import dev.rehearsal.check.Situation;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.lock.LockMessage.Write;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Users c1, c2, … take turns at what {@code store/resource/end} holds, under the lock that {@code
 * lock/service/end} grants for a while.
 */
public final class LockService implements Scenario {

    private static final String SERVER = "lock/service/end";
    private static final String RESOURCE = "store/resource/end";

    private static final Parameter.Count USERS =
            new Parameter.Count("clients", "how many users want the lock", 3, 1, 10);
    private static final Parameter.Count UPDATES =
            new Parameter.Count("operations", "how many updates each makes", 5, 1, 1_000);

    private static final Variant UNFENCED =
            new Variant("no-fencing", "the resource lets every token through")
                    .known(
                            "L1",
                            Vector.of("no-update-is-lost"),
                            "a write that is on its way for longer than its lease lasts",
                            "Kleppmann: How to do distributed locking, 2016");
    private static final Variant WALL_CLOCK =
            new Variant("lease-on-wall-clock", "the server counts leases on the wall clock")
                    .known(
                            "L2",
                            Vector.of("refines-a-list-of-holders", "comes-free"),
                            "a clock that jumps at the server while somebody holds the lock",
                            "Kleppmann: How to do distributed locking, 2016");
    private static final Variant RELEASES_ANY =
            new Variant("release-of-a-successor", "a release ends the lease of whoever has one")
                    .known(
                            "L3",
                            Vector.of("refines-a-list-of-holders"),
                            "a release that comes late, or twice",
                            "known in the trade");

    @Override
    public String name() {
        return "lock-service";
    }

    @Override
    public String summary() {
        return "a lock that is only lent: does anybody write over what he has not seen?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(USERS, UPDATES);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(UNFENCED, WALL_CLOCK, RELEASES_ANY);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(USERS, 1 + draw.in("clients").below(4))
                .unlessSet(UPDATES, 1 + draw.in("operations").below(10));
    }

    @Override
    public Cluster cluster(Settings settings) {
        var server = new LockServer(settings.has(WALL_CLOCK), settings.has(RELEASES_ANY));
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("lock", tree("service", server))
                        .node("store", tree("resource", new Resource(!settings.has(UNFENCED))));
        Vector<String> users =
                Vector.rangeClosed(1, settings.get(USERS)).map(number -> "c" + number);
        users.forEach(name ->
                cluster.client(
                        name, new LockUser(name, ActorRef.to(SERVER), ActorRef.to(RESOURCE))));
        return cluster.workload(
                        new Workload(
                                LockUser.Update.class,
                                settings.get(UPDATES),
                                Duration.ofMillis(20),
                                Duration.ofMillis(300),
                                (_, _, _) -> new LockUser.Update()))
                .refines(
                        "refines-a-list-of-holders",
                        Refinement.of(
                                new Holders(users),
                                (Situation situation) -> holders(situation.world(), users)))
                .always("no-update-is-lost", LockService::lost)
                .always("what-is-told-is-written", LockService::unwritten)
                .eventually("comes-free", LockService::held)
                .within(Duration.ofSeconds(2))
                .survives(2)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static LinkedHashMap<String, Actor<?, ?>> tree(String name, Actor<?, ?> end) {
        return LinkedHashMap.of(
                name,
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /**
     * What the users' states mean: who had which token, and who holds the lock for all he knows.
     */
    private static Holders.State holders(View world, Vector<String> users) {
        TreeMap<Integer, String> holders = TreeMap.empty();
        Vector<String> holding = Vector.empty();
        for (String user : users) {
            for (LockUser.State state : world.state(user, LockUser.State.class)) {
                for (int token : state.held()) {
                    holders = holders.put(token, user);
                }
                holding = state.token() > 0 ? holding.append(user) : holding;
            }
        }
        return new Holders.State(Vector.ofAll(holders.values()), holding);
    }

    /** Each write was made by somebody who had seen all the writes before it. */
    private static Option<String> lost(View world) {
        for (Resource.State resource : world.state(RESOURCE, Resource.State.class)) {
            int before = 0;
            for (Write write : resource.writes()) {
                if (write.seen() != before) {
                    return Option.some(
                            "the holder of token "
                                    + write.token()
                                    + " had seen "
                                    + write.seen()
                                    + " writes when there were "
                                    + before);
                }
                before++;
            }
        }
        return Option.none();
    }

    /** What a user was told is written is there. */
    private static Option<String> unwritten(View world) {
        for (Resource.State resource : world.state(RESOURCE, Resource.State.class)) {
            for (LockUser.State user : world.states(LockUser.State.class)) {
                for (int token : user.written()) {
                    if (!resource.has(token)) {
                        return Option.some("the write of token " + token + " is gone");
                    }
                }
            }
        }
        return Option.none();
    }

    /** Nobody has the lock any more, unless its server is gone for good. */
    private static Option<String> held(View world) {
        return world.state(SERVER, LockServer.State.class)
                .filter(LockServer.State::held)
                .map(state -> state.last().request() + " has the lock");
    }
}
