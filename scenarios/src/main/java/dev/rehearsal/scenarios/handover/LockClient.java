package dev.rehearsal.scenarios.handover;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;

/**
 * Asks servers to hand the lock on, and waits until it was handed on or they refuse.
 *
 * <p>Its state is the number of the operation that is open, or 0.
 */
record LockClient() implements Client<LockClient.Handover, Integer, LockMessage> {

    /** The operation: that server is to hand the lock to the next one. */
    record Handover(String server) {}

    @Override
    public Integer start(ClientContext<LockMessage> context) {
        return 0;
    }

    @Override
    public Integer invoke(
            Integer open, int index, Handover operation, ClientContext<LockMessage> context) {
        context.send(ActorRef.to(operation.server()), new LockMessage.Pass(index));
        return index;
    }

    @Override
    public Integer receive(Integer open, LockMessage message, ClientContext<LockMessage> context) {
        return switch (message) {
            case LockMessage.Passed(int request) when request == open -> {
                context.complete("passed");
                yield 0;
            }
            case LockMessage.NotMine(int request) when request == open -> {
                context.fail();
                yield 0;
            }
            case LockMessage.Passed _,
                    LockMessage.NotMine _,
                    LockMessage.Pass _,
                    LockMessage.Grant _,
                    LockMessage.Taken _,
                    LockMessage.Again _ ->
                    open;
        };
    }

    @Override
    public Integer abandon(Integer open) {
        return 0;
    }
}
