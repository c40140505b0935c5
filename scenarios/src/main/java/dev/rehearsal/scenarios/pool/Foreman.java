package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.scenarios.pool.Customer.Asked;
import dev.rehearsal.scenarios.pool.Customer.Wish;
import dev.rehearsal.scenarios.pool.Order.Answer;
import dev.rehearsal.scenarios.pool.Order.Outcome;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Adds the workers to the pool, and stops, resumes and forgets what runs there as customers wish.
 * Whoever is there already when it starts was added by the one before it, and is replaced: a worker
 * knows its foreman by reference.
 *
 * @param pool the path of the supervisor
 * @param clock the path of the clock
 * @param peer the path of the foreman of another node, whom it watches
 */
record Foreman(String pool, String clock, String peer, Vector<String> workers, Option<Bug> bug)
        implements Actor<Foreman.State, Object> {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration SEEKS = Duration.ofMillis(20);
    private static final Duration DEADLINE = Duration.ofMillis(25);

    /**
     * What it knows.
     *
     * @param orders what the pool is still to be asked; the first has been
     * @param present the workers, as they said that they run
     * @param halted whom customers have stopped
     * @param tasks how many tasks there were
     * @param open the tasks that are not over
     * @param reminded who wished for the reminder that came last
     * @param peer the foreman of the other node
     */
    record State(
            Vector<Pending> orders,
            TreeMap<String, ActorRef<Object>> present,
            TreeSet<String> halted,
            int tasks,
            TreeSet<Integer> open,
            Option<ActorRef<Object>> reminded,
            Option<ActorRef<Object>> peer) {

        /** An order, and whom to tell when it is done. */
        record Pending(Order order, Option<Caller> caller) {}

        record Caller(ActorRef<Object> customer, int index) {}

        /** Whether a customer has stopped that worker, and nobody is about to change that. */
        boolean isHalted(String id) {
            return halted.contains(id)
                    && !orders.exists(pending -> pending.order().id().equals(id));
        }

        boolean knows(String id, ActorRef<?> worker) {
            return present.get(id).exists(worker::equals);
        }

        State orders(Vector<Pending> others) {
            return new State(others, present, halted, tasks, open, reminded, peer);
        }

        State halted(TreeSet<String> others) {
            return new State(orders, present, others, tasks, open, reminded, peer);
        }

        State present(TreeMap<String, ActorRef<Object>> others) {
            return new State(orders, others, halted, tasks, open, reminded, peer);
        }

        State open(TreeSet<Integer> others) {
            return new State(orders, present, halted, tasks, others, reminded, peer);
        }

        State oneTaskMore() {
            return new State(
                    orders, present, halted, tasks + 1, open.add(tasks + 1), reminded, peer);
        }

        State reminded(ActorRef<Object> by) {
            return new State(orders, present, halted, tasks, open, Option.some(by), peer);
        }

        State peer(Option<ActorRef<Object>> other) {
            return new State(orders, present, halted, tasks, open, reminded, other);
        }
    }

    private record Again() {}

    private record Seek() {}

    private record Hello() {}

    private record Here(ActorRef<Object> self) {}

    @Override
    public State start(Context<Object> context) {
        State state =
                new State(
                        Vector.empty(),
                        TreeMap.empty(),
                        TreeSet.empty(),
                        0,
                        TreeSet.empty(),
                        Option.none(),
                        Option.none());
        seek(context);
        Vector<State.Pending> starts =
                workers.map(id -> new State.Pending(start(id, context), Option.none()));
        return give(state, starts, context);
    }

    private Order start(String id, Context<Object> context) {
        return new Order.Start(id, new Member.OfWork(id, context.self(), peer));
    }

    /** With more orders; the first is given when none is under way. */
    private State give(State state, Vector<State.Pending> more, Context<Object> context) {
        if (state.orders().isEmpty() && !more.isEmpty()) {
            context.send(ActorRef.<Object>to(pool), more.head().order());
        }
        return state.orders(state.orders().appendAll(more));
    }

    /** The first order is done, and before the next there is something else to be done. */
    private State next(State state, Vector<State.Pending> instead, Context<Object> context) {
        Vector<State.Pending> rest = state.orders().tail().prependAll(instead);
        return give(state.orders(Vector.empty()), rest, context);
    }

    @Override
    public State receive(State state, Object message, Context<Object> context) {
        return switch (message) {
            case Asked(int index, Wish wish) ->
                    wished(state, wish, new State.Caller(context.sender(), index), context);
            case Answer(Order order, Outcome outcome)
                    when state.orders().headOption().exists(first -> first.order().equals(order)) ->
                    answered(state, state.orders().head(), outcome, context);
            case Again() -> {
                context.send(ActorRef.<Object>to(pool), state.orders().head().order());
                yield state;
            }
            case Worker.Ready(String id, ActorRef<Object> worker) ->
                    bug.contains(Bug.STALE) && state.present().containsKey(id)
                            ? state
                            : state.present(state.present().put(id, worker));
            case Worker.HandOver _ -> {
                context.reply(new Worker.HandedOver());
                yield state;
            }
            case Task.Finished(int number) -> state.open(state.open().remove(number));
            case Clock.Reminder(ActorRef<Object> by, int number) -> {
                State now = state.reminded(by);
                yield state.open().contains(number)
                        ? give(
                                now.open(state.open().remove(number)),
                                Vector.of(
                                        new State.Pending(
                                                new Order.Stop("t" + number), Option.none())),
                                context)
                        : now;
            }
            case Seek() -> {
                if (state.peer().isEmpty()) {
                    seek(context);
                }
                yield state;
            }
            case Hello() -> {
                context.reply(new Here(context.self()));
                yield state;
            }
            case Here(ActorRef<Object> other) -> {
                if (!bug.contains(Bug.UNWATCHED)) {
                    context.monitor(other);
                }
                yield state.peer(Option.some(other));
            }
            default -> state;
        };
    }

    private void seek(Context<Object> context) {
        context.send(ActorRef.<Object>to(peer), new Hello());
        context.timer(new Seek(), SEEKS);
    }

    @Override
    public State signal(State state, Signal signal, Context<Object> context) {
        if (signal instanceof Signal.Down down && state.peer().exists(down.about()::equals)) {
            seek(context);
            return state.peer(Option.none());
        }
        return state;
    }

    private State wished(State state, Wish wish, State.Caller caller, Context<Object> context) {
        Option<State.Caller> asker = Option.some(caller);
        return switch (wish) {
            case Wish.Work(String id, boolean isPossible) -> {
                state.present()
                        .get(id)
                        .forEach(worker ->
                                context.send(
                                        worker,
                                        new Worker.Do(
                                                caller.index(), isPossible, caller.customer())));
                yield state;
            }
            case Wish.Halt(String id) ->
                    give(state, Vector.of(new State.Pending(new Order.Stop(id), asker)), context);
            case Wish.Resume(String id) ->
                    give(state, Vector.of(new State.Pending(new Order.Resume(id), asker)), context);
            case Wish.Perform(Duration takes) -> {
                State now = state.oneTaskMore();
                int number = now.tasks();
                ActorRef<Object> self =
                        bug.contains(Bug.TO_THE_PATH)
                                ? ActorRef.to(context.self().path())
                                : context.self();
                context.send(
                        ActorRef.<Clock.Message>to(clock),
                        new Clock.Remind(self, context.self(), number, DEADLINE));
                Order order =
                        new Order.Start(
                                "t" + number, new Member.OfTask(number, context.self(), takes));
                yield give(now, Vector.of(new State.Pending(order, asker)), context);
            }
        };
    }

    private State answered(
            State state, State.Pending first, Outcome outcome, Context<Object> context) {
        TreeSet<String> halted =
                first.order() instanceof Order.Stop(String id) && first.caller().isDefined()
                        ? state.halted().add(id)
                        : state.halted().remove(first.order().id());
        return switch (outcome) {
            case Outcome.Started _, Outcome.Done _, Outcome.NotThere _ -> {
                first.caller()
                        .forEach(caller ->
                                context.send(caller.customer(), new Customer.Told(caller.index())));
                yield next(state.halted(halted), Vector.empty(), context);
            }
            case Outcome.NotStarted _ -> {
                context.timer(new Again(), PAUSE);
                yield state;
            }
            case Outcome.Present() ->
                    bug.contains(Bug.CONTENT)
                            ? next(state, Vector.empty(), context)
                            : next(
                                    state,
                                    Vector.of(
                                            new State.Pending(
                                                    new Order.Stop(first.order().id()),
                                                    Option.none()),
                                            new State.Pending(
                                                    new Order.Delete(first.order().id()),
                                                    Option.none()),
                                            first),
                                    context);
        };
    }
}
