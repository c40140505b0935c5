package dev.rehearsal.scenarios.viewstamped;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.replication.Command;
import dev.rehearsal.scenarios.replication.Machine;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Ask;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Beat;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Brought;
import dev.rehearsal.scenarios.viewstamped.VrMessage.DoViewChange;
import dev.rehearsal.scenarios.viewstamped.VrMessage.GetState;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Impatient;
import dev.rehearsal.scenarios.viewstamped.VrMessage.NewState;
import dev.rehearsal.scenarios.viewstamped.VrMessage.OutOfReach;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Prepare;
import dev.rehearsal.scenarios.viewstamped.VrMessage.PrepareOk;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Recover;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Recovery;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Retry;
import dev.rehearsal.scenarios.viewstamped.VrMessage.StartView;
import dev.rehearsal.scenarios.viewstamped.VrMessage.StartViewChange;
import dev.rehearsal.scenarios.viewstamped.VrMessage.Told;

import io.vavr.Tuple;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Comparator;

/**
 * Primary or backup, as the number of the view says; without a log on disk.
 *
 * <p>The primary orders the commands and commits what a majority has. When it is not heard of the
 * others go on to the next view: a majority wants to, then a majority brings what it has to the
 * next primary, which goes on with the log of the latest view in which any of them was normal.
 *
 * <p>Who has begun anew asks what it has forgotten, and is no part of any majority until a majority
 * has told it. What it said in a life before must not count any more, for it knows nothing of that:
 * so each replica counts its lives, on disk, and all tell each other how many they know of. Liskov
 * and Cowling have no such crash vector, and lose what was committed. No majority counts of which
 * one knows that another has begun anew since it spoke, be it one that wants or begins a view or
 * one that tells what was forgotten (Michael et al., DISC 2017).
 *
 * <p>Over 500 lines because all messages change the one state.
 *
 * @param self its path
 * @param replicas the paths of all; the n-th view has the n-th primary, round and round
 * @param bug what is wrong with it
 */
record Replica(String self, Vector<String> replicas, Bug bug)
        implements Actor<Replica.State, VrMessage> {

    private static final Cell<Integer> LIVES = Cell.of("lives", Integer.class);
    private static final Duration BEAT = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofMillis(70);
    private static final Duration RECOVER_AGAIN = Duration.ofMillis(40);
    private static final int BEATS_UNHEARD = 3;

    /** So long that a primary that is dead has been replaced. */
    private static final int TRIES_MAX = 5;

    /** How a replica can be wrong. */
    enum Bug {
        NONE,
        /** What a replica said in a life before counts. */
        NO_CRASH_VECTOR,
        /** The longest log is gone on with. */
        LONGEST_LOG,
        /** A command is committed when all but one of a majority have it. */
        ONE_TOO_FEW,
        /** A backup that begins a view does not note that it was normal in it. */
        KEEPS_LAST_NORMAL,
        /** A command that stands in the log, and is not committed yet, is taken again. */
        TAKES_AGAIN
    }

    /**
     * What it knows.
     *
     * @param lives of each replica, as far as it has heard
     * @param normal the last view in which it was normal
     * @param machine what the committed part of the log makes
     */
    record State(
            TreeMap<String, Integer> lives,
            int view,
            int normal,
            Vector<Command> log,
            int committed,
            Machine machine,
            Status status) {

        State as(Status other) {
            return new State(lives, view, normal, log, committed, machine, other);
        }

        State with(Vector<Command> other) {
            return new State(lives, view, normal, other, committed, machine, status);
        }

        State in(int other, int lastNormal) {
            return new State(lives, other, lastNormal, log, committed, machine, status);
        }

        State hearing(TreeMap<String, Integer> others) {
            return new State(
                    lives.merge(others, Math::max), view, normal, log, committed, machine, status);
        }

        /** Executes what is committed and there. */
        State committing(int other) {
            State next = this;
            while (next.committed < Math.min(other, log.size())) {
                Machine after = next.machine.executing(log.get(next.committed));
                next = new State(lives, view, normal, log, next.committed + 1, after, status);
            }
            return next;
        }

        Brought brought() {
            return new Brought(normal, log, committed);
        }
    }

    /** What it is doing. */
    sealed interface Status {
        /** It follows the primary of its view. */
        record Backup() implements Status {}

        /**
         * It is the primary of its view.
         *
         * @param lengths how much of the log each backup has
         * @param heard who has answered since the beats were counted anew
         */
        record Primary(TreeMap<String, Integer> lengths, TreeSet<String> heard, int beats)
                implements Status {}

        /**
         * It has left a view for the next.
         *
         * @param wanting who else wants to, in which of its lives
         * @param brought what others brought to it, if it is to be the primary
         */
        record Changing(TreeMap<String, Integer> wanting, TreeMap<String, DoViewChange> brought)
                implements Status {}

        /**
         * It has begun anew.
         *
         * @param told by whom
         * @param tries how often it has asked since it last had the others do without a primary
         */
        record Recovering(TreeMap<String, Recovery> told, int tries) implements Status {}
    }

    @Override
    public State start(Context<VrMessage> context) {
        int life = LIVES.update(context.disk(), lives -> lives.getOrElse(0) + 1);
        State state =
                new State(
                        TreeMap.of(self, life),
                        0,
                        0,
                        Vector.empty(),
                        0,
                        Machine.NEW,
                        new Status.Recovering(TreeMap.empty(), 0));
        return life == 1 ? normal(state, context) : recover(state, context);
    }

    @Override
    public State receive(State state, VrMessage message, Context<VrMessage> context) {
        if (state.status() instanceof Status.Recovering recovering) {
            return switch (message) {
                case Recovery recovery -> told(state, recovering, recovery, context);
                case Impatient() -> recover(doWithout(state, recovering, context), context);
                case Ask _, Told _, Retry _, Prepare _, PrepareOk _, StartViewChange _ -> state;
                case DoViewChange _, StartView _, GetState _, NewState _, Beat _ -> state;
                case Recover _, OutOfReach _ -> state;
            };
        }
        return switch (message) {
            case Ask(Command command) -> ask(state, command, context);
            case Prepare prepare -> prepare(state, prepare, context);
            case PrepareOk(int view, int length) -> prepared(state, view, length, context);
            case StartViewChange(int view, var lives) -> want(state, view, lives, context);
            case DoViewChange change -> bring(state, change, context);
            case StartView(int view, var log, int committed) ->
                    startView(state, view, log, committed, context);
            case GetState(int view, int length) -> {
                if (isNormal(state) && state.view() == view) {
                    context.reply(
                            new NewState(
                                    view, length, state.log().drop(length), state.committed()));
                }
                yield state;
            }
            case NewState fresh -> newState(state, fresh, context);
            case Recover(int life) -> recovering(state, life, context);
            case OutOfReach(int view) ->
                    state.status() instanceof Status.Backup && view == state.view()
                            ? change(state, view + 1, context)
                            : state;
            case Beat() -> beat(state, context);
            case Impatient() ->
                    state.status() instanceof Status.Primary
                            ? state
                            : change(state, state.view() + 1, context);
            case Told _, Retry _, Recovery _ -> state;
        };
    }

    private int majority() {
        return replicas.size() / 2 + 1;
    }

    private String primary(int view) {
        return replicas.get(view % replicas.size());
    }

    private void tellOthers(VrMessage message, Context<VrMessage> context) {
        replicas.remove(self).forEach(path -> context.send(ActorRef.to(path), message));
    }

    private static boolean isNormal(State state) {
        return state.status() instanceof Status.Primary || state.status() instanceof Status.Backup;
    }

    private void patient(Context<VrMessage> context) {
        context.timer(new Impatient(), PATIENCE.plusMillis(20L * replicas.indexOf(self)));
    }

    /** Begins to be normal in its view. */
    private State normal(State state, Context<VrMessage> context) {
        if (primary(state.view()).equals(self)) {
            context.cancel(new Impatient());
            context.timer(new Beat(), BEAT);
            return state.in(state.view(), state.view())
                    .as(new Status.Primary(TreeMap.empty(), TreeSet.empty(), 0));
        }
        context.cancel(new Beat());
        patient(context);
        int normal = bug == Bug.KEEPS_LAST_NORMAL ? state.normal() : state.view();
        return state.in(state.view(), normal).as(new Status.Backup());
    }

    // ----------------------------------------------------------------------------------- commands

    private State ask(State state, Command command, Context<VrMessage> context) {
        if (!(state.status() instanceof Status.Primary)) {
            return state;
        }
        if (state.machine().has(command)) {
            answer(state, command, context);
            return state;
        }
        if (state.log().contains(command) && bug != Bug.TAKES_AGAIN) {
            return state;
        }
        tellOthers(
                new Prepare(
                        state.view(), state.log().size(), Vector.of(command), state.committed()),
                context);
        return state.with(state.log().append(command));
    }

    private static void answer(State state, Command command, Context<VrMessage> context) {
        state.machine()
                .answer(command)
                .forEach(answer ->
                        context.send(
                                ActorRef.to(command.client()), new Told(command.index(), answer)));
    }

    /** A backup takes what fits its log, and else asks for what it lacks. */
    private State prepare(State state, Prepare prepare, Context<VrMessage> context) {
        if (prepare.view() < state.view()) {
            return state;
        }
        boolean same = prepare.view() == state.view() && state.status() instanceof Status.Backup;
        if (!same || prepare.before() > state.log().size()) {
            int length = same ? state.log().size() : state.committed();
            context.reply(new GetState(prepare.view(), length));
            return state;
        }
        patient(context);
        Vector<Command> missing = prepare.commands().drop(state.log().size() - prepare.before());
        State next = state.with(state.log().appendAll(missing));
        context.reply(new PrepareOk(state.view(), next.log().size()));
        return next.committing(prepare.committed());
    }

    private State prepared(State state, int view, int length, Context<VrMessage> context) {
        if (view != state.view() || !(state.status() instanceof Status.Primary primary)) {
            return state;
        }
        String backup = context.sender().path();
        TreeMap<String, Integer> lengths = primary.lengths().put(backup, length, Math::max);
        int enough = bug == Bug.ONE_TOO_FEW ? majority() - 1 : majority();
        State next =
                state.as(new Status.Primary(lengths, primary.heard().add(backup), primary.beats()));
        while (next.committed() < next.log().size()) {
            int place = next.committed() + 1;
            if (lengths.values().count(known -> known >= place) + 1 < enough) {
                break;
            }
            next = next.committing(place);
            answer(next, next.log().get(place - 1), context);
        }
        return next;
    }

    /** Says again what is not committed, unless it has heard from too few for too long. */
    private State beat(State state, Context<VrMessage> context) {
        if (!(state.status() instanceof Status.Primary primary)) {
            return state;
        }
        boolean isHeard = primary.heard().size() + 1 >= majority();
        if (!isHeard && primary.beats() == BEATS_UNHEARD) {
            return change(state, state.view() + 1, context);
        }
        context.timer(new Beat(), BEAT);
        int committed = state.committed();
        tellOthers(
                new Prepare(state.view(), committed, state.log().drop(committed), committed),
                context);
        return state.as(
                new Status.Primary(
                        primary.lengths(),
                        isHeard ? TreeSet.empty() : primary.heard(),
                        isHeard ? 0 : primary.beats() + 1));
    }

    // ------------------------------------------------------------------------------ state transfer

    /** What is committed stays; what was not gives way to the log of a later view. */
    private State newState(State state, NewState fresh, Context<VrMessage> context) {
        boolean same = fresh.view() == state.view() && isNormal(state);
        int known = same ? state.log().size() : state.committed();
        if (fresh.view() < state.view() || fresh.before() > known) {
            return state;
        }
        Vector<Command> log =
                state.log().take(known).appendAll(fresh.commands().drop(known - fresh.before()));
        State next = state.with(log);
        return (same ? next : normal(next.in(fresh.view(), state.normal()), context))
                .committing(fresh.committed());
    }

    // -------------------------------------------------------------------------------- view change

    /** Leaves its view for a later one. */
    private State change(State state, int view, Context<VrMessage> context) {
        context.cancel(new Beat());
        patient(context);
        tellOthers(new StartViewChange(view, state.lives()), context);
        Status changing = new Status.Changing(TreeMap.empty(), TreeMap.empty());
        return state.in(view, state.normal()).as(changing);
    }

    private State want(
            State state, int view, TreeMap<String, Integer> lives, Context<VrMessage> context) {
        String other = context.sender().path();
        if (view < state.view() || isOfAnotherLife(state, other, lives)) {
            return state;
        }
        State next = state.hearing(lives);
        if (view > next.view()) {
            next = change(next, view, context);
        }
        if (!(next.status() instanceof Status.Changing changing)) {
            return next;
        }
        TreeMap<String, Integer> wanting =
                changing.wanting().put(other, lives.get(other).getOrElse(0));
        next = next.as(new Status.Changing(wanting, changing.brought()));
        if (fresh(next, wanting) + 1 < majority()) {
            return next;
        }
        if (!primary(view).equals(self)) {
            context.send(
                    ActorRef.to(primary(view)),
                    new DoViewChange(view, next.brought(), next.lives()));
        }
        return next;
    }

    private boolean isOfAnotherLife(State state, String other, TreeMap<String, Integer> lives) {
        return bug != Bug.NO_CRASH_VECTOR
                && lives.get(other).getOrElse(0) < state.lives().get(other).getOrElse(0);
    }

    /** How many of them are not known to have begun anew since. */
    private int fresh(State state, TreeMap<String, Integer> lives) {
        return lives.count(one ->
                bug == Bug.NO_CRASH_VECTOR || one._2 >= state.lives().get(one._1).getOrElse(0));
    }

    private State bring(State state, DoViewChange change, Context<VrMessage> context) {
        String other = context.sender().path();
        if (change.view() < state.view() || isOfAnotherLife(state, other, change.lives())) {
            return state;
        }
        State next = state.hearing(change.lives());
        if (change.view() > next.view()) {
            next = change(next, change.view(), context);
        }
        if (!(next.status() instanceof Status.Changing changing)) {
            return next;
        }
        TreeMap<String, DoViewChange> brought = changing.brought().put(other, change);
        next = next.as(new Status.Changing(changing.wanting(), brought));
        TreeMap<String, Integer> bringing =
                brought.map((path, one) -> Tuple.of(path, one.lives().get(path).getOrElse(0)));
        return fresh(next, bringing) + 1 < majority()
                ? next
                : begin(next, brought.values().map(DoViewChange::brought).toVector(), context);
    }

    /** Begins the view as its primary, with the latest of the logs, its own among them. */
    private State begin(State state, Vector<Brought> others, Context<VrMessage> context) {
        Vector<Brought> all = others.append(state.brought());
        Comparator<Brought> length = Comparator.comparing(one -> one.log().size());
        Comparator<Brought> later =
                bug == Bug.LONGEST_LOG
                        ? length
                        : Comparator.comparing(Brought::normal).thenComparing(length);
        Vector<Command> log = all.maxBy(later).get().log();
        int committed = all.map(Brought::committed).max().get();
        tellOthers(new StartView(state.view(), log, committed), context);
        State begun = normal(state.with(log), context).committing(committed);
        log.take(committed).drop(state.committed()).forEach(one -> answer(begun, one, context));
        return begun;
    }

    private State startView(
            State state, int view, Vector<Command> log, int committed, Context<VrMessage> context) {
        if (view < state.view() || view == state.view() && isNormal(state)) {
            return state;
        }
        State next = normal(state.in(view, state.normal()).with(log), context);
        context.reply(new PrepareOk(view, log.size()));
        return next.committing(committed);
    }

    // ----------------------------------------------------------------------------------- recovery

    private State recover(State state, Context<VrMessage> context) {
        context.timer(new Impatient(), RECOVER_AGAIN);
        tellOthers(new Recover(state.lives().get(self).get()), context);
        return state;
    }

    /**
     * The log is the primary's alone to tell. When that one has not for long, and a majority has
     * answered, these hear it and are content: so they are asked to go on to the next view.
     */
    private State doWithout(State state, Status.Recovering known, Context<VrMessage> context) {
        if (known.tries() < TRIES_MAX || known.told().size() < majority()) {
            return state.as(new Status.Recovering(known.told(), known.tries() + 1));
        }
        tellOthers(new OutOfReach(known.told().values().map(Recovery::view).max().get()), context);
        return state.as(new Status.Recovering(known.told(), 0));
    }

    private State recovering(State state, int life, Context<VrMessage> context) {
        String other = context.sender().path();
        State next = state.hearing(TreeMap.of(other, life));
        if (isNormal(state)) {
            Option<Brought> log =
                    state.status() instanceof Status.Primary
                            ? Option.some(state.brought())
                            : Option.none();
            context.reply(new Recovery(state.view(), log, next.lives()));
        }
        return next;
    }

    /**
     * Goes on where the primary of the latest view is, once a majority of others has answered, none
     * of them in a life before: who has begun anew since may have asked those who did not know yet
     * of this one, and then does not know that what this one had said is void.
     */
    private State told(
            State state,
            Status.Recovering recovering,
            Recovery recovery,
            Context<VrMessage> context) {
        State wiser = state.hearing(recovery.lives());
        TreeMap<String, Recovery> all =
                recovering
                        .told()
                        .put(context.sender().path(), recovery)
                        .filter((path, one) -> !isOfAnotherLife(wiser, path, one.lives()));
        State next = wiser.as(new Status.Recovering(all, recovering.tries()));
        if (all.size() < majority()) {
            return next;
        }
        int view = all.values().map(Recovery::view).max().get();
        return all.get(primary(view))
                .filter(one -> one.view() == view)
                .flatMap(Recovery::log)
                .map(log ->
                        normal(next.in(view, view).with(log.log()), context)
                                .committing(log.committed()))
                .getOrElse(next);
    }
}
