package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;

import java.time.Duration;

/**
 * Asks once and waits for the answer. Its state is the number of the operation that is open, or 0.
 *
 * @param foreman the path of the one whom it asks
 */
record Customer(String foreman) implements Client<Customer.Wish, Integer, Object> {

    /** What it can ask. */
    sealed interface Wish {

        /** That a worker does something; what is not possible ends the worker. */
        record Work(String worker, boolean isPossible) implements Wish {}

        /** That a worker is stopped. */
        record Halt(String worker) implements Wish {}

        /** That a worker runs again. */
        record Resume(String worker) implements Wish {}

        /** That a task is performed. */
        record Perform(Duration takes) implements Wish {}
    }

    /** A wish under the number of its operation. */
    record Asked(int index, Wish wish) {}

    /** What was wished for under that number is done. */
    record Told(int index) {}

    @Override
    public Integer start(ClientContext<Object> context) {
        return 0;
    }

    @Override
    public Integer invoke(Integer open, int index, Wish wish, ClientContext<Object> context) {
        context.send(ActorRef.<Object>to(foreman), new Asked(index, wish));
        return index;
    }

    @Override
    public Integer receive(Integer open, Object message, ClientContext<Object> context) {
        if (message.equals(new Told(open))) {
            context.complete("done");
            return 0;
        }
        return open;
    }

    @Override
    public Integer abandon(Integer open) {
        return 0;
    }
}
