package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.supervisor.StateMachine.At;
import dev.rehearsal.supervisor.StateMachine.Event;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** The actor of a {@link StateMachine}. */
record MachineActor<Q, D, E>(StateMachine<Q, D, E> machine)
        implements Actor<MachineActor.State<Q, D, E>, Object> {

    /**
     * What the actor knows.
     *
     * @param at null when the machine could not be started
     * @param timers what the timers that are set will bring
     */
    record State<Q, D, E>(
            @Nullable At<Q, D> at,
            Vector<Event<E>> postponed,
            LinkedHashMap<Timer, Object> timers) {}

    /** Which timer: the key under which the kernel knows it. */
    sealed interface Timer {
        record OfState() implements Timer {}

        record OfEvent() implements Timer {}

        record Named(String name) implements Timer {}
    }

    @Override
    public boolean trapsExits() {
        return machine.trapsExits();
    }

    @Override
    public State<Q, D, E> start(Context<Object> context) {
        return new Turn(new State<>(null, Vector.empty(), LinkedHashMap.empty()), context).start();
    }

    @Override
    public State<Q, D, E> receive(State<Q, D, E> state, Object message, Context<Object> context) {
        Turn turn = new Turn(state, context);
        return switch (message) {
            case Timer timer -> turn.fired(timer);
            case ServerActor.Ask(Object request, Server.From from) ->
                    turn.run(new Event.Called<>(request, from));
            case ServerActor.Cast(Object content) -> turn.run(new Event.Cast<>(content));
            default -> turn.run(new Event.Info<>(message));
        };
    }

    @Override
    public State<Q, D, E> signal(State<Q, D, E> state, Signal signal, Context<Object> context) {
        Turn turn = new Turn(state, context);
        if (signal instanceof Signal.Exit exit && Superior.is(exit.about(), context)) {
            return turn.end(exit.reason());
        }
        return turn.run(new Event.Info<>(signal));
    }

    private final class Turn implements MachineContext<E> {

        private record Setting(Timer timer, @Nullable Duration after, @Nullable Object content) {}

        private final Context<Object> context;
        private @Nullable At<Q, D> at;
        private Vector<Event<E>> postponed;
        private LinkedHashMap<Timer, Object> timers;
        private Vector<Event<E>> queue = Vector.empty();
        private LinkedHashMap<Timer, Object> zeros = LinkedHashMap.empty();

        private Vector<Event<E>> inserted = Vector.empty();
        private Vector<Setting> settings = Vector.empty();
        private boolean entering;
        private boolean isPostponed;
        private boolean isRepeated;
        private @Nullable ExitReason stopping;

        Turn(State<Q, D, E> before, Context<Object> context) {
            this.context = context;
            this.at = before.at;
            this.postponed = before.postponed;
            this.timers = before.timers;
        }

        State<Q, D, E> start() {
            try {
                At<Q, D> first = machine.init(this);
                at = first;
                if (stopping == null) {
                    enter(first.state(), first);
                    settle(false);
                }
            } catch (RuntimeException thrown) {
                stopping = ExitReason.of(thrown);
            }
            return loop();
        }

        State<Q, D, E> run(Event<E> event) {
            queue = queue.append(event);
            return loop();
        }

        State<Q, D, E> fired(Timer timer) {
            Object content = timers.get(timer).getOrNull();
            timers = timers.remove(timer);
            return content == null ? state() : run(event(timer, content));
        }

        private Event<E> event(Timer timer, Object content) {
            return switch (timer) {
                case Timer.OfState() -> new Event.StateTimeout<>(content);
                case Timer.OfEvent() -> new Event.EventTimeout<>(content);
                case Timer.Named(String name) -> new Event.NamedTimeout<>(name, content);
            };
        }

        private State<Q, D, E> state() {
            return new State<>(at, postponed, timers);
        }

        private State<Q, D, E> loop() {
            while (stopping == null) {
                if (queue.isEmpty() && !zeros.isEmpty()) {
                    var first = zeros.head();
                    zeros = zeros.remove(first._1);
                    queue = queue.append(event(first._1, first._2));
                }
                if (queue.isEmpty()) {
                    return state();
                }
                Event<E> event = queue.head();
                queue = queue.tail();
                try {
                    handle(event);
                } catch (RuntimeException thrown) {
                    stopping = ExitReason.of(thrown);
                }
            }
            return end(stopping);
        }

        private void handle(Event<E> event) {
            At<Q, D> before = at;
            if (before == null) {
                return;
            }
            cancelNow(new Timer.OfEvent());
            At<Q, D> after = machine.handle(before.state(), before.data(), event, this);
            boolean changed = !isRepeated && !after.state().equals(before.state());
            at = isRepeated ? new At<>(before.state(), after.data()) : after;
            if (stopping != null) {
                return;
            }
            if (changed || isRepeated) {
                enter(before.state(), at);
            }
            if (isPostponed) {
                postponed = postponed.append(event);
            }
            settle(changed);
        }

        private void enter(Q before, At<Q, D> now) {
            entering = true;
            at = new At<>(now.state(), machine.enter(before, now.state(), now.data(), this));
            entering = false;
        }

        /** What was asked for takes place. */
        private void settle(boolean changed) {
            if (changed) {
                queue = postponed.appendAll(queue);
                postponed = Vector.empty();
                cancelNow(new Timer.OfState());
            }
            for (Setting setting : settings) {
                cancelNow(setting.timer);
                if (setting.after != null && setting.content != null) {
                    set(setting.timer, setting.after, setting.content);
                }
            }
            queue = inserted.appendAll(queue);
            inserted = Vector.empty();
            settings = Vector.empty();
            isPostponed = false;
            isRepeated = false;
        }

        private void set(Timer timer, Duration after, Object content) {
            if (after.isZero()) {
                zeros = zeros.put(timer, content);
            } else {
                timers = timers.put(timer, content);
                context.timer(timer, after);
            }
        }

        private void cancelNow(Timer timer) {
            zeros = zeros.remove(timer);
            if (timers.containsKey(timer)) {
                timers = timers.remove(timer);
                context.cancel(timer);
            }
        }

        State<Q, D, E> end(ExitReason given) {
            ExitReason reason = given;
            At<Q, D> last = at;
            if (last != null) {
                try {
                    machine.terminate(last.state(), last.data(), reason, this);
                } catch (RuntimeException thrown) {
                    reason = ExitReason.of(thrown);
                }
            }
            context.exit(reason);
            return state();
        }

        private void refuseOnEntry(String what) {
            if (entering) {
                throw new IllegalStateException(
                        "on entry of a state nothing can be " + what + ": state=" + at);
            }
        }

        @Override
        public Context<Object> actor() {
            return context;
        }

        @Override
        public void reply(Server.From from, Object value) {
            context.send(from.caller(), new ServerActor.Reply(from.tag(), value));
        }

        @Override
        public void postpone() {
            refuseOnEntry("postponed");
            isPostponed = true;
        }

        @Override
        public void insert(E event) {
            refuseOnEntry("inserted");
            inserted = inserted.append(new Event.Inserted<>(event));
        }

        @Override
        public void repeatState() {
            refuseOnEntry("repeated");
            isRepeated = true;
        }

        @Override
        public void stateTimeout(Duration after, Object content) {
            settings = settings.append(new Setting(new Timer.OfState(), after, content));
        }

        @Override
        public void eventTimeout(Duration after, Object content) {
            settings = settings.append(new Setting(new Timer.OfEvent(), after, content));
        }

        @Override
        public void timeout(String name, Duration after, Object content) {
            settings = settings.append(new Setting(new Timer.Named(name), after, content));
        }

        @Override
        public void cancelStateTimeout() {
            settings = settings.append(new Setting(new Timer.OfState(), null, null));
        }

        @Override
        public void cancelTimeout(String name) {
            settings = settings.append(new Setting(new Timer.Named(name), null, null));
        }

        @Override
        public void stop(ExitReason reason) {
            stopping = reason;
        }
    }
}
