package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.supervisor.Answer.Refusal;
import dev.rehearsal.supervisor.SupervisorState.Child;
import dev.rehearsal.supervisor.Work.Goal;
import dev.rehearsal.supervisor.Work.Plan;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What a supervisor answers, and does, when it is asked. */
final class Calls {

    private final Supervision supervision;
    private final Roster roster;
    private final Strategy strategy;
    private final Context<Object> context;

    Calls(Supervision supervision, Strategy strategy, Context<Object> context) {
        this.supervision = supervision;
        this.roster = supervision.roster();
        this.strategy = strategy;
        this.context = context;
    }

    void handle(Call call) {
        switch (call.request()) {
            case Request.StartChild(ChildSpec spec) -> startChild(call, spec);
            case Request.StartInstance(Object argument) -> startInstance(call, argument);
            case Request.TerminateChild(String id) -> {
                if (strategy.isSimple()) {
                    answer(call, Refusal.SIMPLE_ONE_FOR_ONE);
                } else {
                    roster.find(id)
                            .peek(child -> terminate(call, child))
                            .onEmpty(() -> answer(call, Refusal.NOT_FOUND));
                }
            }
            case Request.TerminateInstance(ActorRef<?> ref) -> {
                Option<Child> child = instance(ref);
                if (child.isDefined()) {
                    terminate(call, child.get());
                } else {
                    answer(call, isStranger(ref) ? Refusal.NOT_FOUND : new Answer.Ok());
                }
            }
            case Request.RestartChild(String id) -> restartChild(call, id);
            case Request.DeleteChild(String id) -> deleteChild(call, id);
            case Request.WhichChildren() -> answer(call, whichChildren());
            case Request.CountChildren() -> answer(call, countChildren());
            case Request.GetChildSpec(String id) ->
                    answer(
                            call,
                            strategy.isSimple()
                                    ? id.equals(roster.template().id())
                                            ? new Answer.Spec(roster.template())
                                            : Refusal.NOT_FOUND
                                    : roster.find(id)
                                            .map(roster::traits)
                                            .<Answer>map(Answer.Spec::new)
                                            .getOrElse(Refusal.NOT_FOUND));
            case Request.GetInstanceSpec(ActorRef<?> ref) ->
                    answer(
                            call,
                            instance(ref).isEmpty() && isStranger(ref)
                                    ? Refusal.NOT_FOUND
                                    : new Answer.Spec(roster.template()));
        }
    }

    private void answer(Call call, Answer answer) {
        supervision.answer(call, answer);
    }

    /** The instance that runs as {@code ref}, or did before its restart failed. */
    private Option<Child> instance(ActorRef<?> ref) {
        return strategy.isSimple()
                ? roster.children().find(child -> child.place().last().contains(ref))
                : Option.none();
    }

    private boolean isStranger(ActorRef<?> ref) {
        return !strategy.isSimple() || context.isAlive(ref);
    }

    private void startChild(Call call, ChildSpec spec) {
        if (strategy.isSimple()) {
            startInstance(call, spec);
            return;
        }
        try {
            spec.check(supervision.autoShutdown());
        } catch (InvalidDefinitionException invalid) {
            answer(call, new Answer.Invalid(invalid.rule(), invalid.value()));
            return;
        }
        Option<Child> present = roster.find(spec.id());
        if (present.isEmpty()) {
            Child child = Child.of(spec);
            roster.add(
                    new Child(
                            child.id(), Option.some(spec), child.argument(), child.place(), 0, 0));
            begin(spec.id(), new Goal.AnswerStart(call));
        } else if (present.get().place() instanceof Place.Running(ActorRef<?> ref)) {
            answer(call, new Answer.AlreadyStarted(ref));
        } else {
            answer(call, Refusal.ALREADY_PRESENT);
        }
    }

    private void startInstance(Call call, Object argument) {
        if (!strategy.isSimple()) {
            answer(call, new Answer.Invalid("invalid_child_spec", argument));
            return;
        }
        int number = 1;
        while (roster.find(String.valueOf(number)).isDefined()) {
            number++;
        }
        String id = String.valueOf(number);
        roster.add(
                new Child(id, Option.none(), Option.some(argument), new Place.Undefined(), 0, 0));
        begin(id, new Goal.AnswerStart(call));
    }

    private void begin(String id, Goal goal) {
        supervision.proceed(new Plan(Vector.empty(), Vector.of(id), goal));
    }

    private void terminate(Call call, Child child) {
        supervision.proceed(
                new Plan(Vector.of(child.id()), Vector.empty(), new Goal.AnswerTerminate(call)));
    }

    private void restartChild(Call call, String id) {
        if (strategy.isSimple()) {
            answer(call, Refusal.SIMPLE_ONE_FOR_ONE);
            return;
        }
        Option<Child> child = roster.find(id);
        if (child.exists(found -> found.place() instanceof Place.Undefined)) {
            begin(id, new Goal.AnswerRestart(call));
        } else {
            answer(call, busy(child));
        }
    }

    private void deleteChild(Call call, String id) {
        if (strategy.isSimple()) {
            answer(call, Refusal.SIMPLE_ONE_FOR_ONE);
            return;
        }
        Option<Child> child = roster.find(id);
        if (child.exists(found -> found.place() instanceof Place.Undefined)) {
            roster.remove(id);
            answer(call, new Answer.Ok());
        } else {
            answer(call, busy(child));
        }
    }

    private static Refusal busy(Option<Child> child) {
        return child.map(found -> found.isRestarting() ? Refusal.RESTARTING : Refusal.RUNNING)
                .getOrElse(Refusal.NOT_FOUND);
    }

    private Answer whichChildren() {
        Vector<Answer.Info> infos =
                roster.children()
                        .map(child ->
                                new Answer.Info(
                                        strategy.isSimple()
                                                ? Option.none()
                                                : Option.some(child.id()),
                                        child.place(),
                                        roster.traits(child).type()));
        return new Answer.Children(strategy.isSimple() ? infos : infos.reverse());
    }

    private Answer countChildren() {
        Vector<Child> children = roster.children();
        int supervisors =
                children.count(child -> roster.traits(child).type() == ChildType.SUPERVISOR);
        int workers = children.size() - supervisors;
        if (strategy.isSimple()) {
            return new Answer.Counts(
                    1, children.size() - supervision.failing(), supervisors, workers);
        }
        int active =
                children.count(child ->
                        child.place() instanceof Place.Running(ActorRef<?> ref)
                                && context.isAlive(ref));
        return new Answer.Counts(children.size(), active, supervisors, workers);
    }
}
