package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;

/** Whose exit signal is an order to end. */
final class Superior {

    private Superior() {}

    /**
     * Whether somebody is: the parent, and for one of a node's own actors, which has none, itself.
     * That is who tells it when the machine asks the process to end.
     */
    static boolean is(ActorRef<?> about, Context<?> context) {
        return context.parent().isEmpty()
                ? about.equals(context.self())
                : context.parent().contains(about);
    }
}
