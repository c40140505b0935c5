package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.supervisor.SupervisorEvent.ErrorReport;
import dev.rehearsal.supervisor.SupervisorEvent.Occasion;
import dev.rehearsal.supervisor.SupervisorEvent.Subject;
import dev.rehearsal.supervisor.SupervisorState.Child;
import dev.rehearsal.supervisor.Work.Goal;
import dev.rehearsal.supervisor.Work.Plan;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * One turn of a supervisor: what it knows, worked on in place, and what it does about what arrives.
 *
 * <p>The supervisor is sequential as OTP's is, though it never blocks: what arrives goes to the end
 * of a mailbox of its own; while it waits it takes out of it only what it waits for, wherever that
 * stands (OTP's selective receive), and else the oldest.
 */
final class Supervision {

    private final Supervisor supervisor;
    private final Context<Object> context;
    private final Strategy strategy;
    private final Flags flags;
    private final Roster roster;
    private int failing;
    private Vector<Long> restarts;
    private Vector<Object> mailbox;
    private Work work;

    Supervision(Supervisor supervisor, SupervisorState state, Context<Object> context) {
        this.supervisor = supervisor;
        this.context = context;
        this.strategy = supervisor.strategy();
        this.flags = supervisor.flags();
        this.roster = new Roster(supervisor, state.children());
        this.failing = state.failing();
        this.restarts = state.restarts();
        this.mailbox = state.mailbox();
        this.work = state.work();
    }

    SupervisorState start() {
        report(new SupervisorEvent.Initialising(strategy));
        if (!strategy.isSimple()) {
            supervisor.children().map(Child::of).forEach(roster::add);
        }
        proceed(new Plan(Vector.empty(), roster.ids(), new Goal.Start()));
        return run();
    }

    SupervisorState hear(Object item) {
        mailbox = mailbox.append(item);
        return run();
    }

    private SupervisorState run() {
        for (int next = next(); next >= 0; next = next()) {
            Object item = mailbox.get(next);
            mailbox = mailbox.removeAt(next);
            handle(item);
        }
        return new SupervisorState(roster.children(), failing, restarts, mailbox, work);
    }

    /** The place in the mailbox of what it handles next; -1 when it has to wait for more. */
    private int next() {
        return switch (work) {
            case Work.Waiting() -> mailbox.isEmpty() ? -1 : 0;
            case Work.Over() -> -1;
            case Work.Starting starting ->
                    mailbox.indexWhere(item ->
                            item instanceof Signal signal
                                    && !(item instanceof Signal.Down)
                                    && signal.about().equals(starting.child()));
            case Work.Stopping stopping ->
                    mailbox.indexWhere(item ->
                            item instanceof Signal.Down down
                                            && down.about().equals(stopping.child())
                                    || item instanceof Work.StopTimeout timeout
                                            && timeout.child().equals(stopping.child()));
            case Work.StoppingAll all ->
                    mailbox.indexWhere(item ->
                            item instanceof Signal.Down down && all.left().contains(down.about())
                                    || item instanceof Work.StopAllTimeout);
        };
    }

    private void handle(Object item) {
        switch (work) {
            case Work.Waiting() -> receive(item);
            case Work.Over() -> {}
            case Work.Starting starting -> {
                work = new Work.Waiting();
                if (item instanceof Signal.Started started) {
                    started(starting, started.info());
                } else if (item instanceof Signal.Exit exit) {
                    if (exit.reason() instanceof ExitReason.Ignored) {
                        ignored(starting.id(), starting.plan());
                    } else {
                        failed(starting.id(), exit.reason(), starting.plan());
                    }
                }
            }
            case Work.Stopping stopping -> {
                if (item instanceof Signal.Down down) {
                    stopped(stopping, down.reason());
                } else {
                    Shutdown shutdown = roster.traits(roster.child(stopping.id())).shutdown();
                    kill(stopping.child(), shutdown);
                }
            }
            case Work.StoppingAll all -> {
                if (item instanceof Signal.Down down) {
                    stoppedOne(all, down);
                } else {
                    all.left().forEach(ref -> kill(ref, roster.template().shutdown()));
                }
            }
        }
    }

    private void receive(Object item) {
        switch (item) {
            case Signal.Exit(ActorRef<?> about, ExitReason reason) -> {
                if (Superior.is(about, context)) {
                    end(reason);
                } else {
                    roster.find(about).forEach(child -> ended(child, about, reason));
                }
            }
            case Call call -> new Calls(this, strategy, context).handle(call);
            case ServerActor.Ask(Request request, Server.From from) ->
                    new Calls(this, strategy, context)
                            .handle(new Call(request, from.caller(), from));
            case Work.Retry(String id, Place old) ->
                    roster.children()
                            .find(child -> child.id().equals(id) && child.isRestarting())
                            .filter(child -> !strategy.isSimple() || child.place().equals(old))
                            .forEach(child -> restart(child, "another attempt for " + id));
            case Signal _, Work.StopTimeout _, Work.StopAllTimeout _ -> {}
            default -> report(new SupervisorEvent.Unexpected(item.toString()));
        }
    }

    /** A child has ended by itself. */
    private void ended(Child child, ActorRef<?> ref, ExitReason reason) {
        ChildSpec.Traits traits = roster.traits(child);
        if (traits.restart() == Restart.PERMANENT || !reason.isOrderly()) {
            report(Occasion.CHILD_TERMINATED, child, reason);
        }
        String cause = SupervisorEvent.exited(ref, reason);
        if (traits.restart().after(reason)) {
            restart(child, cause);
        } else {
            report(new SupervisorEvent.Leaving(cause, traits.restart()));
            roster.forget(child);
            if (traits.significant() && isToShutDown()) {
                report(new SupervisorEvent.ShuttingDown(child.id(), flags.autoShutdown()));
                end(new ExitReason.Shutdown());
            }
        }
    }

    private boolean isToShutDown() {
        return switch (flags.autoShutdown()) {
            case NEVER -> false;
            case ANY_SIGNIFICANT -> true;
            case ALL_SIGNIFICANT ->
                    !roster.children()
                            .exists(child ->
                                    roster.traits(child).significant()
                                            && (strategy.isSimple()
                                                    || !(child.place()
                                                            instanceof Place.Undefined)));
        };
    }

    private void restart(Child child, String cause) {
        long now = flags.reading(context.monotonic());
        long oldest = now - flags.period().toNanos();
        restarts = restarts.filter(time -> time >= oldest).append(now);
        if (restarts.size() > flags.intensity()) {
            report(
                    new SupervisorEvent.GivingUp(
                            cause, restarts.size(), flags.intensity(), flags.period()));
            report(
                    Occasion.SHUTDOWN,
                    child,
                    new ExitReason.Because("reached_max_restart_intensity"));
            roster.forget(child);
            end(new ExitReason.Shutdown());
            return;
        }
        Vector<String> group = roster.group(child);
        Vector<String> starts =
                group.filter(id ->
                        roster.traits(roster.child(id)).restart() != Restart.TEMPORARY
                                || id.equals(child.id()));
        report(
                new SupervisorEvent.Restarting(
                        starts,
                        cause,
                        strategy,
                        restarts.size(),
                        flags.intensity(),
                        flags.period()));
        Goal.Restart goal = new Goal.Restart(child.id(), child.place());
        if (strategy.isGroup()) {
            roster.put(child.at(new Place.Undefined()));
            proceed(new Plan(group.reverse(), starts, goal));
        } else {
            failing -= strategy.isSimple() && child.isRestarting() ? 1 : 0;
            proceed(new Plan(Vector.empty(), starts, goal));
        }
    }

    /** Goes on with a plan until it has to wait or the plan is done. */
    void proceed(Plan plan) {
        Plan rest = plan;
        while (!rest.stops().isEmpty()) {
            Child child = roster.child(rest.stops().head());
            rest = new Plan(rest.stops().tail(), rest.starts(), rest.goal());
            if (child.place() instanceof Place.Running(ActorRef<?> ref)) {
                tell(ref, roster.traits(child).shutdown());
                work = new Work.Stopping(child.id(), ref, rest);
                return;
            }
            roster.forget(child);
        }
        if (rest.starts().isEmpty()) {
            finish(rest.goal());
            return;
        }
        Child child = roster.child(rest.starts().head());
        rest = new Plan(rest.stops(), rest.starts().tail(), rest.goal());
        try {
            ActorRef<?> ref =
                    context.spawnLinked(
                            child.id(), roster.spec(child).actor(child.argument().getOrNull()));
            work = new Work.Starting(child.id(), ref, rest);
        } catch (RuntimeException thrown) {
            failed(child.id(), ExitReason.of(thrown), rest);
        }
    }

    private void started(Work.Starting starting, @Nullable Object info) {
        Child child = roster.child(starting.id()).at(new Place.Running(starting.child()));
        Plan plan = starting.plan();
        roster.put(plan.goal() instanceof Goal.Restart ? child.restartedOnce() : child);
        switch (plan.goal()) {
            case Goal.AnswerStart(Call call) ->
                    answer(call, new Answer.Started(starting.child(), info));
            case Goal.AnswerRestart(Call call) ->
                    answer(call, new Answer.Started(starting.child(), info));
            case Goal.Restart _ ->
                    report(new SupervisorEvent.Restarted(SupervisorEvent.named(starting.child())));
            case Goal.Start _, Goal.AnswerTerminate _, Goal.End _ -> {}
        }
        proceed(plan);
    }

    private void ignored(String id, Plan plan) {
        Child child = roster.child(id);
        boolean temporary = roster.traits(child).restart() == Restart.TEMPORARY;
        switch (plan.goal()) {
            case Goal.AnswerStart(Call call) -> {
                answer(call, new Answer.Ignored());
                if (strategy.isSimple()) {
                    roster.remove(id);
                }
            }
            case Goal.AnswerRestart(Call call) -> answer(call, new Answer.Ignored());
            case Goal.Restart _ -> {
                if (strategy.isSimple()) {
                    roster.removeUndefined();
                }
            }
            case Goal.Start _, Goal.AnswerTerminate _, Goal.End _ -> {}
        }
        if (temporary && !strategy.isSimple()) {
            roster.remove(id);
        } else if (roster.find(id).isDefined()) {
            roster.put(child.at(new Place.Undefined()));
        }
        proceed(plan);
    }

    private void failed(String id, ExitReason reason, Plan plan) {
        Child child = roster.child(id);
        switch (plan.goal()) {
            case Goal.Start() -> {
                report(Occasion.START_ERROR, child, reason);
                end(new ExitReason.ShutdownWith(new FailedToStart(id, reason)));
            }
            case Goal.Restart(String trigger, Place before) -> {
                report(Occasion.START_ERROR, child, reason);
                Place old =
                        new Place.Restarting(id.equals(trigger) ? before.last() : Option.none());
                Child failed = child.at(old).failed();
                roster.put(failed);
                failing += strategy.isSimple() ? 1 : 0;
                Duration pause =
                        flags.backOff().after(context.self().path() + "/" + id, failed.failures());
                if (pause.isZero()) {
                    mailbox = mailbox.append(new Work.Retry(id, old));
                } else {
                    context.timer(new Work.Retry(id, old), pause);
                }
                work = new Work.Waiting();
            }
            case Goal.AnswerStart(Call call) -> {
                roster.remove(id);
                answer(
                        call,
                        new Answer.NotStarted(
                                reason, strategy.isSimple() ? Option.none() : Option.some(id)));
                work = new Work.Waiting();
            }
            case Goal.AnswerRestart(Call call) -> {
                answer(call, new Answer.NotStarted(reason, Option.none()));
                work = new Work.Waiting();
            }
            case Goal.AnswerTerminate _, Goal.End _ ->
                    throw new IllegalStateException("nothing was to be started: " + plan);
        }
    }

    private void finish(Goal goal) {
        work = new Work.Waiting();
        switch (goal) {
            case Goal.Start() -> {
                report(new SupervisorEvent.Ready(roster.children().size()));
                context.started();
            }
            case Goal.AnswerTerminate(Call call) -> answer(call, new Answer.Ok());
            case Goal.End(ExitReason reason) -> over(reason);
            case Goal.Restart _, Goal.AnswerStart _, Goal.AnswerRestart _ -> {}
        }
    }

    private void tell(ActorRef<?> ref, Shutdown shutdown) {
        report(new SupervisorEvent.Stopping(SupervisorEvent.named(ref), shutdown));
        context.monitor(ref);
        switch (shutdown) {
            case Shutdown.Brutal() -> context.exit(ref, new ExitReason.Kill());
            case Shutdown.Infinity() -> context.exit(ref, new ExitReason.Shutdown());
            case Shutdown.Within(Duration time) -> {
                context.exit(ref, new ExitReason.Shutdown());
                if (!strategy.isSimple() || !(work instanceof Work.StoppingAll)) {
                    context.timer(new Work.StopTimeout(ref), time);
                }
            }
        }
    }

    private void kill(ActorRef<?> ref, Shutdown shutdown) {
        report(new SupervisorEvent.Killing(SupervisorEvent.named(ref), shutdown));
        context.exit(ref, new ExitReason.Kill());
    }

    private void stopped(Work.Stopping stopping, ExitReason heard) {
        Child child = roster.child(stopping.id());
        context.cancel(new Work.StopTimeout(stopping.child()));
        ExitReason reason = unlink(stopping.child(), heard);
        if (!isExpected(reason, roster.traits(child))) {
            report(Occasion.SHUTDOWN_ERROR, child, reason);
        }
        roster.forget(child);
        proceed(stopping.plan());
    }

    /**
     * Unties an actor that is dead; its exit, if it waits in the mailbox, knows the true reason.
     */
    private ExitReason unlink(ActorRef<?> ref, ExitReason heard) {
        context.unlink(ref);
        int exit =
                mailbox.indexWhere(
                        item -> item instanceof Signal.Exit known && known.about().equals(ref));
        if (exit < 0) {
            return heard;
        }
        ExitReason reason = ((Signal.Exit) mailbox.get(exit)).reason();
        mailbox = mailbox.removeAt(exit);
        return reason;
    }

    private static boolean isExpected(ExitReason reason, ChildSpec.Traits traits) {
        boolean told =
                traits.shutdown() instanceof Shutdown.Brutal
                        ? reason instanceof ExitReason.Killed
                        : reason instanceof ExitReason.Shutdown;
        return told || traits.restart() != Restart.PERMANENT && reason.isOrderly();
    }

    /** Stops all children and ends. */
    private void end(ExitReason reason) {
        if (!strategy.isSimple()) {
            proceed(new Plan(roster.ids().reverse(), Vector.empty(), new Goal.End(reason)));
            return;
        }
        Vector<ActorRef<?>> running =
                roster.children().filter(Child::isRunning).flatMap(child -> child.place().last());
        work = new Work.StoppingAll(running, Vector.empty(), reason);
        running.forEach(ref -> tell(ref, roster.template().shutdown()));
        if (running.isEmpty()) {
            over(reason);
        } else if (roster.template().shutdown() instanceof Shutdown.Within(Duration time)) {
            context.timer(new Work.StopAllTimeout(), time);
        }
    }

    private void stoppedOne(Work.StoppingAll all, Signal.Down down) {
        ExitReason reason = unlink(down.about(), down.reason());
        Vector<ActorRef<?>> left = all.left().reject(down.about()::equals);
        Vector<ExitReason> odd =
                isExpected(reason, roster.template()) ? all.odd() : all.odd().append(reason);
        work = new Work.StoppingAll(left, odd, all.reason());
        if (left.isEmpty()) {
            for (ExitReason each : odd.distinct().sortBy(ExitReason::toString)) {
                report(
                        new ErrorReport(
                                Occasion.SHUTDOWN_ERROR,
                                roster.template().id(),
                                new Subject.Instances(odd.count(each::equals)),
                                each));
            }
            over(all.reason());
        }
    }

    private void over(ExitReason reason) {
        work = new Work.Over();
        mailbox = Vector.empty();
        context.exit(reason);
    }

    private void report(Occasion occasion, Child child, ExitReason reason) {
        report(
                new ErrorReport(
                        occasion,
                        roster.traits(child).id(),
                        new Subject.One(child.place()),
                        reason));
    }

    private void report(SupervisorEvent event) {
        context.report(event);
    }

    void answer(Call call, Answer answer) {
        if (call.tag() instanceof Server.From from) {
            context.send(from.caller(), new ServerActor.Reply(from.tag(), answer));
        } else {
            context.send(call.caller(), new Call.Reply(call.tag(), answer));
        }
    }

    Roster roster() {
        return roster;
    }

    int failing() {
        return failing;
    }

    AutoShutdown autoShutdown() {
        return flags.autoShutdown();
    }
}
