package dev.rehearsal.scenarios.handover;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.check.Refinement;
import dev.rehearsal.check.Situation;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * Servers in a ring hand a lock to each other, each handover under the next epoch; what they do is
 * a behaviour of {@link Tenure}. No server crashes.
 *
 * <p>Source: the lock service of Hawblitzel and others, <i>IronFleet: Proving Practical Distributed
 * Systems Correct</i>, SOSP 2015, with a confirmation and grants that are sent again.
 */
public final class LockHandover implements Scenario {

    private static final Parameter.Count SERVERS =
            new Parameter.Count("servers", "how many servers are in the ring", 3, 2, 7);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 2, 1, 5);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how often each client asks", 3, 1, 200);
    private static final Parameter.Count AGAIN =
            new Parameter.Count("again", "how often a grant is sent again", 1, 0, 100);
    private static final Parameter.Count EPOCHS =
            new Parameter.Count("epochs", "under check: how many tenures are followed", 6, 1, 100);

    /** The planted bugs. */
    enum Bug {
        EQUAL_EPOCH_ACCEPTED("a server takes a grant of the epoch that it has had"),
        GRANTED_WITHOUT_RELEASING("the holder keeps the lock until the grant is confirmed"),
        WRONG_SUCCESSOR("a server grants the lock to the one after the next"),
        NEXT_EPOCH_CONFIRMED("a grant that came again is confirmed under the next epoch");

        final String summary;

        Bug(String summary) {
            this.summary = summary;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The scenario with three servers and two clients. */
    public LockHandover() {}

    @Override
    public String name() {
        return "lock-handover";
    }

    @Override
    public String summary() {
        return "servers hand a lock around: is it a list of holders, one after the other?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(SERVERS, CLIENTS, OPERATIONS, AGAIN, EPOCHS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(Bug.values()).map(bug -> new Variant(bug.label(), bug.summary));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Bug bug =
                settings.variant()
                        .flatMap(name ->
                                Vector.of(Bug.values()).find(one -> one.label().equals(name)))
                        .getOrNull();
        Vector<String> ring =
                Vector.rangeClosed(1, settings.get(SERVERS)).map(number -> "s" + number);
        Cluster.Builder builder = Cluster.builder();
        for (int s = 0; s < ring.size(); s++) {
            int next = s + (bug == Bug.WRONG_SUCCESSOR ? 2 : 1);
            builder.node(
                    ring.get(s),
                    new LockServer(
                            ActorRef.to(ring.get(next % ring.size())),
                            s == 0,
                            settings.get(AGAIN),
                            bug));
        }
        for (int c = 1; c <= settings.get(CLIENTS); c++) {
            builder.client("c" + c, new LockClient());
        }
        int each = settings.get(OPERATIONS);
        int epochs = settings.get(EPOCHS);
        return builder.workload(
                        new Workload(
                                LockClient.Handover.class,
                                each,
                                Duration.ofMillis(10),
                                Duration.ofMillis(200),
                                (_, _, draw) ->
                                        new LockClient.Handover(ring.get(draw.below(ring.size())))))
                .checked(_ ->
                        Vector.range(0, each)
                                .map(n -> new LockClient.Handover(ring.get(n % ring.size()))))
                .within(world ->
                        world.states(LockServer.State.class)
                                .forAll(state -> state.epoch() <= epochs))
                // @start region=refines
                .refines(
                        "refines a list of holders",
                        Refinement.of(
                                        new Tenure(ring),
                                        (Situation situation) -> tenure(ring, situation))
                                .corresponding(LockHandover::contradiction))
                // @end
                .build();
    }

    // @start region=mapping
    /** What the servers' states mean: who was in which epoch, and who thinks that he holds it. */
    private static Tenure.State tenure(Vector<String> ring, Situation situation) {
        View world = situation.world();
        Vector<Tuple2<String, LockServer.State>> servers =
                ring.flatMap(name ->
                        world.state(name, LockServer.State.class)
                                .map(state -> Tuple.of(name, state)));
        Vector<String> holders =
                servers.flatMap(server ->
                                server._2.epochs().map(epoch -> Tuple.of(epoch, server._1)))
                        .sortBy(Tuple2::_1)
                        .map(Tuple2::_2);
        return new Tenure.State(
                holders, servers.filter(server -> server._2.holds()).map(Tuple2::_1));
    }

    /** What a message in flight says must be so. */
    private static @Nullable String contradiction(Situation situation, Tenure.State tenure) {
        Vector<String> holders = tenure.holders();
        for (Situation.Flight flight : situation.inFlight()) {
            switch (flight.message()) {
                case LockMessage.Grant(int epoch) when epoch > holders.size() + 1 -> {
                    return "a grant must be of an epoch that was or is next: " + flight;
                }
                case LockMessage.Taken(int epoch)
                        when epoch > holders.size()
                                || !holders.get(epoch - 1).equals(flight.from()) -> {
                    return "a confirmation must come from the holder of its epoch: " + flight;
                }
                default -> {}
            }
        }
        return null;
    }
    // @end
}
