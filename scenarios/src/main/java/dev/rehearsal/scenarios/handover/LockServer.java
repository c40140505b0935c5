package dev.rehearsal.scenarios.handover;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenarios.handover.LockMessage.Again;
import dev.rehearsal.scenarios.handover.LockMessage.Grant;
import dev.rehearsal.scenarios.handover.LockMessage.NotMine;
import dev.rehearsal.scenarios.handover.LockMessage.Pass;
import dev.rehearsal.scenarios.handover.LockMessage.Passed;
import dev.rehearsal.scenarios.handover.LockMessage.Taken;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A server of the ring: holds the lock, or does not, and grants it to the next one when it is
 * asked.
 *
 * <p>A grant carries the number of the tenure that it begins, the epoch. A server takes a grant of
 * a greater epoch than its own, and confirms all others, which have come again.
 *
 * @param next whom it grants the lock to
 * @param first whether it holds the lock in the beginning
 * @param grantsAgain how often it sends a grant again that nobody confirms
 * @param bug the planted bug; null when there is none
 */
record LockServer(
        ActorRef<LockMessage> next, boolean first, int grantsAgain, LockHandover.@Nullable Bug bug)
        implements Actor<LockServer.State, LockMessage> {

    private static final Duration PATIENCE = Duration.ofMillis(20);

    /**
     * What a server knows.
     *
     * @param epochs of its tenures, in order
     * @param holds whether the last of them goes on
     * @param grant what it has granted and nobody has confirmed
     */
    record State(Vector<Integer> epochs, boolean holds, Option<Granting> grant) {

        /** The epoch of its last tenure; 0 before the first. */
        int epoch() {
            return epochs.isEmpty() ? 0 : epochs.last();
        }
    }

    /**
     * A grant that is on its way.
     *
     * @param client who has asked for it
     * @param again how often it may be sent again
     */
    record Granting(int epoch, ActorRef<LockMessage> client, int request, int again) {}

    @Override
    public State start(Context<LockMessage> context) {
        return new State(first ? Vector.of(1) : Vector.empty(), first, Option.none());
    }

    @Override
    public State receive(State state, LockMessage message, Context<LockMessage> context) {
        return switch (message) {
            case Pass(int request) -> pass(state, request, context);
            case Grant(int epoch) -> granted(state, epoch, context);
            case Taken(int epoch) -> taken(state, epoch, context);
            case Again(int epoch) -> again(state, epoch, context);
            case Passed _, NotMine _ -> state;
        };
    }

    private State pass(State state, int request, Context<LockMessage> context) {
        if (!state.holds() || state.grant().isDefined()) {
            context.reply(new NotMine(request));
            return state;
        }
        int epoch = state.epoch() + 1;
        grant(epoch, context);
        return new State(
                state.epochs(),
                bug == LockHandover.Bug.GRANTED_WITHOUT_RELEASING,
                Option.some(new Granting(epoch, context.sender(), request, grantsAgain)));
    }

    private void grant(int epoch, Context<LockMessage> context) {
        context.send(next, new Grant(epoch));
        context.timer(new Again(epoch), PATIENCE);
    }

    private State granted(State state, int epoch, Context<LockMessage> context) {
        boolean takes =
                bug == LockHandover.Bug.EQUAL_EPOCH_ACCEPTED
                        ? epoch >= state.epoch()
                        : epoch > state.epoch();
        context.reply(
                new Taken(
                        bug == LockHandover.Bug.NEXT_EPOCH_CONFIRMED && !takes
                                ? epoch + 1
                                : epoch));
        return takes ? new State(state.epochs().append(epoch), true, state.grant()) : state;
    }

    private static State taken(State state, int epoch, Context<LockMessage> context) {
        for (Granting grant : state.grant()) {
            if (grant.epoch() == epoch) {
                context.cancel(new Again(epoch));
                context.send(grant.client(), new Passed(grant.request()));
                return new State(state.epochs(), state.epoch() > epoch, Option.none());
            }
        }
        return state;
    }

    private State again(State state, int epoch, Context<LockMessage> context) {
        for (Granting grant : state.grant()) {
            if (grant.epoch() == epoch && grant.again() > 0) {
                grant(epoch, context);
                return new State(
                        state.epochs(),
                        state.holds(),
                        Option.some(
                                new Granting(
                                        epoch,
                                        grant.client(),
                                        grant.request(),
                                        grant.again() - 1)));
            }
        }
        return state;
    }
}
