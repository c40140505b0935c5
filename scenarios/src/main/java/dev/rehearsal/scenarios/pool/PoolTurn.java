package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.scenarios.pool.Order.Answer;
import dev.rehearsal.scenarios.pool.Order.Outcome;
import dev.rehearsal.scenarios.pool.PoolState.Child;
import dev.rehearsal.scenarios.pool.PoolState.Goal;
import dev.rehearsal.scenarios.pool.PoolState.Ordered;
import dev.rehearsal.scenarios.pool.PoolState.Overtime;
import dev.rehearsal.scenarios.pool.PoolState.Place;
import dev.rehearsal.scenarios.pool.PoolState.Plan;
import dev.rehearsal.scenarios.pool.PoolState.Retry;
import dev.rehearsal.scenarios.pool.PoolState.Work;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/** One turn of the supervisor of the pool: what it knows, worked on in place. */
final class PoolTurn {

    private final Option<Bug> bug;
    private final Context<Object> context;
    private Vector<Child> children;
    private Vector<Long> restarts;
    private Vector<Object> mailbox;
    private Work work;

    PoolTurn(Option<Bug> bug, PoolState state, Context<Object> context) {
        this.bug = bug;
        this.context = context;
        this.children = state.children();
        this.restarts = state.restarts();
        this.mailbox = state.mailbox();
        this.work = state.work();
    }

    private boolean has(Bug one) {
        return bug.contains(one);
    }

    PoolState hear(Object item) {
        mailbox = mailbox.append(item);
        for (int next = next(); next >= 0; next = next()) {
            Object heard = mailbox.get(next);
            mailbox = mailbox.removeAt(next);
            handle(heard);
        }
        return new PoolState(children, restarts, mailbox, work);
    }

    /** The place in the mailbox of what it handles next; -1 when it has to wait for more. */
    private int next() {
        return switch (work) {
            case Work.Idle() -> mailbox.isEmpty() ? -1 : 0;
            case Work.Starting starting ->
                    mailbox.indexWhere(item ->
                            item instanceof Signal signal
                                    && !(item instanceof Signal.Down)
                                    && signal.about().equals(starting.child()));
            case Work.Stopping stopping ->
                    mailbox.indexWhere(item ->
                            item instanceof Signal.Down down
                                            && down.about().equals(stopping.child())
                                    || item.equals(new Overtime(stopping.child())));
        };
    }

    private void handle(Object item) {
        switch (work) {
            case Work.Idle() -> receive(item);
            case Work.Starting starting -> {
                work = new Work.Idle();
                if (item instanceof Signal.Exit exit) {
                    notStarted(starting, exit.reason());
                } else {
                    started(starting);
                }
            }
            case Work.Stopping stopping -> {
                if (item instanceof Signal.Down down) {
                    work = new Work.Idle();
                    stopped(stopping, down.reason());
                } else {
                    context.exit(stopping.child(), new ExitReason.Kill());
                }
            }
        }
    }

    private void receive(Object item) {
        switch (item) {
            case Signal.Exit(ActorRef<?> about, ExitReason reason) -> {
                if (context.parent().contains(about)) {
                    end(reason);
                } else {
                    children.find(child -> child.running().contains(about))
                            .forEach(child -> ended(child, reason));
                }
            }
            case Ordered(Order order, ActorRef<Object> by) -> carryOut(order, by);
            case Retry(String id) -> retry(id);
            default -> {}
        }
    }

    // ---------------------------------------------------------------------------------- orders

    private void carryOut(Order order, ActorRef<Object> by) {
        Option<Child> child = find(order.id());
        Goal goal = new Goal.Reply(order, by);
        switch (order) {
            case Order.Start(String id, Member member) -> {
                if (child.isDefined()) {
                    answer(goal, new Outcome.Present());
                    return;
                }
                children =
                        children.append(
                                new Child(id, member, new Place.Restarting(), 0, Option.none()));
                proceed(new Plan(Vector.empty(), Vector.of(id), goal));
            }
            case Order.Stop(String id) -> {
                if (child.isDefined()) {
                    proceed(new Plan(Vector.of(id), Vector.empty(), goal));
                } else {
                    answer(goal, new Outcome.NotThere());
                }
            }
            case Order.Resume(String id) -> {
                if (child.exists(Child::isDown)) {
                    proceed(new Plan(Vector.empty(), Vector.of(id), goal));
                } else {
                    answer(goal, new Outcome.NotThere());
                }
            }
            case Order.Delete(String id) -> {
                if (child.exists(Child::isDown)) {
                    remove(id);
                    answer(goal, new Outcome.Done());
                } else {
                    answer(goal, new Outcome.NotThere());
                }
            }
        }
    }

    private void answer(Goal goal, Outcome outcome) {
        if (goal instanceof Goal.Reply(Order order, ActorRef<Object> to)) {
            context.send(to, new Answer(order, outcome));
        }
    }

    // -------------------------------------------------------------------------------- restarts

    /** A child has ended by itself. */
    private void ended(Child child, ExitReason reason) {
        put(child.ended(reason).at(new Place.Restarting()));
        if (child.member().isPermanent()) {
            restart();
        } else {
            forget(child);
        }
    }

    /**
     * A restart that was put off is everybody's who is still to be started. The child of which the
     * start had failed may be stopped by now; its siblings were only waiting for it. It may run by
     * now, too, by another restart: then those who still wait are tried before their pause is over.
     */
    private void retry(String id) {
        if (has(Bug.RESURRECTED)) {
            find(id).filter(child -> child.running().isEmpty())
                    .forEach(child -> put(child.at(new Place.Restarting())));
        }
        if (has(Bug.ONE_FOR_ITSELF)
                ? find(id).exists(Child::isRestarting)
                : children.exists(Child::isRestarting)) {
            restart();
        }
    }

    /** Stops everybody and starts the workers again, unless that happens too often. */
    private void restart() {
        long now = context.monotonic().toNanos();
        long oldest = now - PoolSupervisor.PERIOD.toNanos();
        Vector<Long> counted = restarts.filter(time -> time >= oldest).append(now);
        if (counted.size() > PoolSupervisor.INTENSITY && !has(Bug.ENDLESS)) {
            giveUp(counted.size());
            return;
        }
        restarts = counted;
        Vector<String> starts =
                children.filter(child -> child.member().isPermanent() && !child.isDown())
                        .map(Child::id);
        proceed(
                new Plan(
                        children.map(Child::id).reverse(),
                        has(Bug.DISORDERED) ? starts.reverse() : starts,
                        new Goal.Restart()));
    }

    private void giveUp(int counted) {
        if (has(Bug.ABANDONS)) {
            over(gaveUp(counted));
            return;
        }
        end(gaveUp(counted));
    }

    private static ExitReason gaveUp(int counted) {
        return new ExitReason.ShutdownWith(new PoolEnd.GaveUp(counted, Vector.empty()));
    }

    // ------------------------------------------------------------------------- stops and starts

    /** Goes on with a plan until it has to wait or the plan is done. */
    private void proceed(Plan plan) {
        Plan rest = plan;
        while (!rest.stops().isEmpty()) {
            Child child = child(rest.stops().head());
            rest = new Plan(rest.stops().tail(), rest.starts(), rest.goal());
            if (child.place() instanceof Place.Running(ActorRef<?> ref)) {
                stop(ref);
                work = new Work.Stopping(child.id(), ref, rest);
                return;
            }
            settle(child, rest.goal());
        }
        if (!rest.starts().isEmpty()) {
            Child child = child(rest.starts().head());
            ActorRef<?> ref =
                    has(Bug.UNMONITORED)
                            ? context.spawn(child.id(), child.member().actor())
                            : context.spawnLinked(child.id(), child.member().actor());
            work =
                    new Work.Starting(
                            child.id(),
                            ref,
                            new Plan(rest.stops(), rest.starts().tail(), rest.goal()));
            return;
        }
        if (rest.goal() instanceof Goal.End(ExitReason reason)) {
            over(reason);
        }
        if (rest.goal() instanceof Goal.Reply(Order.Stop _, ActorRef<Object> _)) {
            answer(rest.goal(), new Outcome.Done());
        }
    }

    private void stop(ActorRef<?> ref) {
        if (has(Bug.UNLINKS)) {
            context.unlink(ref);
        }
        context.monitor(ref);
        context.exit(ref, new ExitReason.Shutdown());
        if (!has(Bug.PATIENT)) {
            context.timer(new Overtime(ref), PoolSupervisor.GRACE);
        }
    }

    private void stopped(Work.Stopping stopping, ExitReason heard) {
        context.cancel(new Overtime(stopping.child()));
        Child child = child(stopping.id());
        boolean isOrdered = stopping.plan().goal() instanceof Goal.Reply;
        if (isOrdered && has(Bug.RESTARTS_STOPPED)) {
            proceed(stopping.plan());
            return;
        }
        ExitReason reason = unlink(stopping.child(), heard);
        put(child.ended(reason));
        settle(child(stopping.id()), stopping.plan().goal());
        proceed(stopping.plan());
    }

    /** Unties a child that is dead; its exit, if it waits in the mailbox, knows the reason. */
    private ExitReason unlink(ActorRef<?> ref, ExitReason heard) {
        context.unlink(ref);
        int exit =
                mailbox.indexWhere(
                        item -> item instanceof Signal.Exit known && known.about().equals(ref));
        if (exit < 0) {
            return heard;
        }
        ExitReason known = ((Signal.Exit) mailbox.get(exit)).reason();
        mailbox = mailbox.removeAt(exit);
        return has(Bug.WRONG_REASON) ? heard : known;
    }

    /** A child does not run: it is down when that was ordered, or else to be started again. */
    private void settle(Child child, Goal goal) {
        if (!child.member().isPermanent()) {
            forget(child);
        } else if (goal instanceof Goal.Reply) {
            put(child.at(new Place.Down()));
        } else if (!child.isDown()) {
            put(child.at(new Place.Restarting()));
        }
    }

    private void started(Work.Starting starting) {
        if (has(Bug.UNMONITORED)) {
            context.link(starting.child());
        }
        put(child(starting.id()).attempts(0).at(new Place.Running(starting.child())));
        answer(starting.plan().goal(), new Outcome.Started(starting.child()));
        proceed(starting.plan());
    }

    private void notStarted(Work.Starting starting, ExitReason reason) {
        Child child = child(starting.id()).ended(reason);
        put(child);
        if (starting.plan().goal() instanceof Goal.Reply(Order order, ActorRef<Object> _)) {
            answer(starting.plan().goal(), new Outcome.NotStarted(reason));
            if (order instanceof Order.Start) {
                remove(child.id());
            }
        } else if (has(Bug.UNCONTAINED)) {
            context.exit(new ExitReason.ShutdownWith(new PoolEnd.NotStarted(child.id())));
        } else if (has(Bug.ZOMBIE)) {
            put(child.at(new Place.Running(starting.child())));
            proceed(starting.plan());
        } else {
            put(child.attempts(child.attempts() + 1));
            if (child.attempts() == 0 || !has(Bug.ONE_ATTEMPT)) {
                context.timer(new Retry(child.id()), pause(child.attempts()));
            }
        }
    }

    private static Duration pause(int attempts) {
        return Duration.ofMillis(10L << Math.min(attempts, 4));
    }

    // ------------------------------------------------------------------------------------- end

    private void end(ExitReason reason) {
        proceed(new Plan(children.map(Child::id).reverse(), Vector.empty(), new Goal.End(reason)));
    }

    /** Ends, and says whom it leaves behind. */
    private void over(ExitReason reason) {
        mailbox = Vector.empty();
        context.exit(
                reason instanceof ExitReason.ShutdownWith(PoolEnd.GaveUp(int counted, var _))
                        ? new ExitReason.ShutdownWith(
                                new PoolEnd.GaveUp(counted, children.flatMap(Child::running)))
                        : reason);
    }

    // -------------------------------------------------------------------------------- children

    private Option<Child> find(String id) {
        return children.find(child -> child.id().equals(id));
    }

    private Child child(String id) {
        return find(id).get();
    }

    private void put(Child child) {
        children = children.map(other -> other.id().equals(child.id()) ? child : other);
    }

    private void remove(String id) {
        children = children.reject(child -> child.id().equals(id));
    }

    /** A task is over: nothing of it is kept. */
    private void forget(Child child) {
        if (has(Bug.RETAINS)) {
            put(child.at(new Place.Down()));
        } else {
            remove(child.id());
        }
    }
}
