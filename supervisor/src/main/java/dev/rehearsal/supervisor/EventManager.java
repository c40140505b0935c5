package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.supervisor.EventHandler.Called;
import dev.rehearsal.supervisor.EventHandler.Farewell;
import dev.rehearsal.supervisor.EventHandler.Next;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An event manager as OTP's {@code gen_event}: one actor with a list of handlers, the newest first;
 * every event goes through the list in that order.
 *
 * <p>Shape: a {@link Server} of {@link Request}s. {@link Notify} is cast, or called when the answer
 * {@code "ok"} after all handlers is wanted; all others are called. The same id may be added twice;
 * calls and deletions reach the newest.
 *
 * <p>Errors: a handler that throws is told {@link Farewell.Crashed} and removed, and the trace says
 * so; the manager and the other handlers go on with the same event. Whoever a handler was
 * {@linkplain Add#owner installed for} is told {@link Gone} whenever it goes; when that actor ends
 * its handlers go. The manager traps exits; when it ends all handlers are told, in the order of the
 * list.
 */
public record EventManager()
        implements Server<Vector<EventManager.Installed>, EventManager.Request> {

    /** What a manager can be asked. */
    public sealed interface Request {}

    /** An event for all handlers. */
    public record Notify(Object event) implements Request {}

    /** A call to one handler; the answer is its reply, {@link NoHandler} or {@link Failed}. */
    public record CallHandler(String id, Object request) implements Request {}

    /**
     * Installs a handler; the answer is {@code "ok"}, or {@link Failed}, and then nothing is added.
     *
     * @param owner whom it is installed for; the manager is linked to it
     */
    public record Add(String id, EventHandler<?> handler, Option<ActorRef<Object>> owner)
            implements Request {}

    /** Removes a handler; the answer is what its end says, or {@link NoHandler}. */
    public record Delete(String id, Object args) implements Request {}

    /**
     * Puts a handler into the place of another; when that is not there the new one is handed {@code
     * "error"} and installed all the same. The answer is {@code "ok"}, or {@link Failed}, and then
     * both are gone.
     */
    public record Swap(String old, Object args, String id, EventHandler<?> handler)
            implements Request {}

    /** Answers the ids of all handlers, the newest first. */
    public record WhichHandlers() implements Request {}

    /** There is no such handler. */
    public record NoHandler(String id) {}

    /** A handler threw. */
    public record Failed(ExitReason reason) {}

    /** A handler has gone; sent to its owner. */
    public record Gone(String id, Farewell why) {}

    /** In the trace: a handler threw and was removed. */
    public record HandlerCrashed(String id, ExitReason reason) {
        @Override
        public String toString() {
            return "remove handler " + id + ": " + reason;
        }
    }

    /** A handler with its state. */
    record Installed(
            String id, EventHandler<Object> handler, Object state, Option<ActorRef<Object>> owner) {

        Installed at(Object other) {
            return new Installed(id, handler, other, owner);
        }
    }

    @Override
    public boolean trapsExits() {
        return true;
    }

    @Override
    public Vector<Installed> init(ServerContext<Request> context) {
        return Vector.empty();
    }

    @Override
    public Vector<Installed> cast(
            Vector<Installed> handlers, Request message, ServerContext<Request> context) {
        return message instanceof Notify(Object event)
                ? tellAll(handlers, event, context.actor())
                : handlers;
    }

    @Override
    public Vector<Installed> call(
            Vector<Installed> handlers,
            Request request,
            From from,
            ServerContext<Request> context) {
        Context<Object> actor = context.actor();
        switch (request) {
            case Notify(Object event) -> {
                Vector<Installed> after = tellAll(handlers, event, actor);
                context.reply(from, "ok");
                return after;
            }
            case CallHandler(String id, Object question) -> {
                return callHandler(handlers, id, question, from, context);
            }
            case Add(String id, EventHandler<?> handler, Option<ActorRef<Object>> owner) -> {
                Vector<Installed> after =
                        install(
                                handlers,
                                id,
                                handler,
                                null,
                                owner,
                                actor,
                                said -> context.reply(from, said));
                if (after.size() > handlers.size()) {
                    owner.forEach(actor::link);
                }
                return after;
            }
            case Delete(String id, Object args) -> {
                Option<Installed> old = find(handlers, id);
                context.reply(
                        from,
                        old.map(each -> farewell(each, new Farewell.Deleted(args), actor))
                                .getOrElse(() -> new NoHandler(id)));
                return old.map(handlers::remove).getOrElse(handlers);
            }
            case Swap(String before, Object args, String id, EventHandler<?> handler) -> {
                Option<Installed> old = find(handlers, before);
                Object said =
                        old.map(each -> farewell(each, new Farewell.Swapped(args), actor))
                                .getOrElse("error");
                Vector<Installed> rest = old.map(handlers::remove).getOrElse(handlers);
                Option<ActorRef<Object>> owner = old.flatMap(Installed::owner);
                return install(
                        rest,
                        id,
                        handler,
                        said,
                        owner,
                        actor,
                        answer -> context.reply(from, answer));
            }
            case WhichHandlers() -> {
                context.reply(from, handlers.map(Installed::id));
                return handlers;
            }
        }
    }

    @Override
    public Vector<Installed> info(
            Vector<Installed> handlers, Object message, ServerContext<Request> context) {
        Vector<Installed> left = handlers;
        if (message instanceof Signal.Exit(ActorRef<?> about, ExitReason reason)) {
            for (Installed each : handlers) {
                if (each.owner().exists(about::equals)) {
                    farewell(each, new Farewell.OwnerEnded(reason), context.actor());
                    left = left.remove(each);
                }
            }
        }
        return through(
                left,
                each -> each.handler().info(each.state(), message, context.actor()),
                context.actor());
    }

    @Override
    public void terminate(
            Vector<Installed> handlers, ExitReason reason, ServerContext<Request> context) {
        handlers.forEach(each -> farewell(each, new Farewell.Stopped(), context.actor()));
    }

    private static Option<Installed> find(Vector<Installed> handlers, String id) {
        return handlers.find(each -> each.id().equals(id));
    }

    @SuppressWarnings("unchecked")
    private static Vector<Installed> install(
            Vector<Installed> handlers,
            String id,
            EventHandler<?> handler,
            @Nullable Object handedOver,
            Option<ActorRef<Object>> owner,
            Context<Object> actor,
            Consumer<Object> answer) {
        EventHandler<Object> erased = (EventHandler<Object>) handler;
        try {
            Object state = erased.init(handedOver, actor);
            answer.accept("ok");
            return handlers.prepend(new Installed(id, erased, state, owner));
        } catch (RuntimeException thrown) {
            answer.accept(new Failed(ExitReason.of(thrown)));
            return handlers;
        }
    }

    private static Vector<Installed> tellAll(
            Vector<Installed> handlers, Object event, Context<Object> actor) {
        return through(handlers, each -> each.handler().event(each.state(), event, actor), actor);
    }

    /** Takes something through the list; who is installed meanwhile takes part the next time. */
    private static Vector<Installed> through(
            Vector<Installed> handlers,
            Function<Installed, Next<Object>> callback,
            Context<Object> actor) {
        Vector<Installed> after = Vector.empty();
        for (Installed each : handlers) {
            after = after.appendAll(step(each, () -> callback.apply(each), actor));
        }
        return after;
    }

    private static Vector<Installed> step(
            Installed handler, Supplier<Next<Object>> callback, Context<Object> actor) {
        try {
            return next(handler, callback.get(), actor);
        } catch (RuntimeException thrown) {
            crashed(handler, thrown, actor);
            return Vector.empty();
        }
    }

    /** Who stands in a handler's place after a callback. */
    private static Vector<Installed> next(
            Installed handler, Next<Object> next, Context<Object> actor) {
        return switch (next) {
            case Next.Keep<Object>(Object state) -> Vector.of(handler.at(state));
            case Next.Remove<Object>(Object state) -> {
                farewell(handler.at(state), new Farewell.Removed(), actor);
                yield Vector.empty();
            }
            case Next.Swap<Object>(Object state, Object args, String id, EventHandler<?> other) -> {
                Object said = farewell(handler.at(state), new Farewell.Swapped(args), actor);
                yield install(Vector.empty(), id, other, said, handler.owner(), actor, _ -> {});
            }
        };
    }

    private static ExitReason crashed(
            Installed handler, RuntimeException thrown, Context<Object> actor) {
        ExitReason reason = ExitReason.of(thrown);
        actor.report(new HandlerCrashed(handler.id(), reason));
        farewell(handler, new Farewell.Crashed(reason), actor);
        return reason;
    }

    private static Vector<Installed> callHandler(
            Vector<Installed> handlers,
            String id,
            Object question,
            From from,
            ServerContext<Request> context) {
        Option<Installed> found = find(handlers, id);
        if (found.isEmpty()) {
            context.reply(from, new NoHandler(id));
            return handlers;
        }
        Installed handler = found.get();
        Vector<Installed> place;
        try {
            Called<Object> called =
                    handler.handler().call(handler.state(), question, context.actor());
            context.reply(from, called.reply());
            place = next(handler, called.next(), context.actor());
        } catch (RuntimeException thrown) {
            context.reply(from, new Failed(crashed(handler, thrown, context.actor())));
            place = Vector.empty();
        }
        int at = handlers.indexOf(handler);
        return handlers.take(at).appendAll(place).appendAll(handlers.drop(at + 1));
    }

    /** Lets a handler say its last words, and tells its owner that it goes. */
    private static Object farewell(Installed handler, Farewell why, Context<Object> actor) {
        Object said;
        try {
            said = handler.handler().terminate(handler.state(), why, actor);
        } catch (RuntimeException thrown) {
            said = new Failed(ExitReason.of(thrown));
        }
        if (!(why instanceof Farewell.OwnerEnded)) {
            handler.owner().forEach(owner -> actor.send(owner, new Gone(handler.id(), why)));
        }
        return said;
    }
}
