package dev.rehearsal.counterexample;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.check.Move;
import dev.rehearsal.check.Move.PowerCut;
import dev.rehearsal.check.Result.Path;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The adversary that has a run take the steps of a path: asked about a message that is being sent,
 * it looks up when the path delivers it.
 *
 * <p>Messages are told by sender, receiver and content; of equal ones the first that is sent is the
 * first that is delivered. Incarnations are not looked at, because a search numbers them otherwise.
 *
 * <p>Unlike other adversaries it remembers what it has answered, so it is of use for one run.
 */
final class Guide implements Adversary {

    /** Longer than any run. */
    private static final long NEVER_NANOS = 1_000_000_000_000_000L;

    /** How long a sync takes where nothing is wrong. */
    private static final long SYNC_NANOS = 100_000;

    private final boolean crashing;
    private final boolean repeating;
    private final Vector<Move> moves;
    private final Timetable timetable;
    private final Heal heal;
    private final boolean[] taken;
    private final ArrayList<Move.Choice> choices = new ArrayList<>();
    private @Nullable Timetable tighter;
    private @Nullable View world;

    Guide(Trouble trouble, Path path, Timetable timetable, Heal heal) {
        this.crashing = trouble.crashesMax() > 0 && trouble.downMax() > 0;
        this.repeating = trouble.repeats();
        this.moves = path.moves();
        this.timetable = timetable;
        this.heal = heal;
        this.taken = new boolean[moves.size()];
        path.begun().forEach(choices::add);
        moves.forEach(move -> move.choices().forEach(choices::add));
    }

    /** A better timetable; null when nothing is known to be better. */
    @Nullable Timetable tighter() {
        return tighter;
    }

    /** The first step for which there was no occasion, in words. */
    String firstMissed() {
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]
                    && (moves.get(i) instanceof Move.Delivered
                            || moves.get(i) instanceof Move.Dropped)) {
                return "step " + (i + 1) + ", " + moves.get(i);
            }
        }
        return "another order";
    }

    @Override
    public void begin(View opened) {
        world = opened;
    }

    @Override
    public Heal heal() {
        return heal;
    }

    private String path(int actor) {
        return Objects.requireNonNull(world, "a run must have begun").path(actor);
    }

    /** Whether two messages are the same but for the incarnations in them. */
    private static boolean isAlike(Object one, Object other) {
        return one.getClass() == other.getClass() && plain(one).equals(plain(other));
    }

    /** A message without the numbers of lives in it. */
    static String plain(Object message) {
        return String.valueOf(message).replaceAll("!\\d+", "");
    }

    // ------------------------------------------------------------------------------------ messages

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        int first = arrival(message, nowNanos);
        if (first < 0) {
            decision.hold(new Point.End());
            return;
        }
        taken[first] = true;
        if (moves.get(first) instanceof Move.Dropped) {
            decision.drop();
            return;
        }
        decision.hold(new Point.At(timetable.at(first)));
        int next = repeating ? arrival(message, nowNanos) : -1;
        while (next >= 0) {
            taken[next] = true;
            if (moves.get(next) instanceof Move.Dropped) {
                return;
            }
            decision.also(new Point.At(timetable.at(next)));
            next = arrival(message, nowNanos);
        }
    }

    /** The first step that is about such a message and is still to come; -1 when there is none. */
    private int arrival(Delivery message, long nowNanos) {
        String from = path(message.sender());
        String to = path(message.receiver());
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]
                    && timetable.at(i) > nowNanos
                    && switch (moves.get(i)) {
                        case Move.Delivered step ->
                                step.from().equals(from)
                                        && step.to().equals(to)
                                        && isAlike(step.message(), message.message());
                        case Move.Dropped step ->
                                step.from().equals(from)
                                        && step.to().equals(to)
                                        && isAlike(step.message(), message.message());
                        case Move.Fired _,
                                Move.Synced _,
                                Move.Crashed _,
                                Move.Booted _,
                                Move.Calmed _ ->
                                false;
                    }) {
                return i;
            }
        }
        return -1;
    }

    // ------------------------------------------------------------------------------------- choices

    /** What the actor chooses there next on the path: an actor takes its turns in their order. */
    @Override
    public int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
        Occasion occasion = name.get();
        for (int i = 0; i < choices.size(); i++) {
            Move.Choice choice = choices.get(i);
            if (choice.actor().equals(occasion.path())
                    && Occasion.choice(choice.site()).equals(occasion.what())) {
                choices.remove(i);
                return choice.options() == options ? choice.option() : 0;
            }
        }
        return 0;
    }

    // -------------------------------------------------------------------------------------- timers

    @Override
    public boolean mistimes() {
        return true;
    }

    @Override
    public Departure.@Nullable Mistimed timer(
            long key, Supplier<Occasion> name, Firing timer, long nowNanos) {
        String actor = path(timer.actor());
        long own = Math.max(1, timer.afterNanos());
        for (int i = 0; i < taken.length; i++) {
            if (timetable.at(i) > nowNanos
                    && moves.get(i) instanceof Move.Fired fired
                    && fired.actor().equals(actor)
                    && isAlike(fired.message(), timer.message())) {
                long after = timetable.at(i) - nowNanos;
                return after == own ? null : new Departure.Mistimed(name.get(), after);
            }
        }
        return own > timetable.endNanos() - nowNanos
                ? null
                : new Departure.Mistimed(name.get(), NEVER_NANOS);
    }

    // --------------------------------------------------------------------------------------- syncs

    @Override
    public boolean troublesDisks() {
        return crashing;
    }

    @Override
    public Departure.@Nullable OfDisk disk(
            int actor,
            DiskFailed.Operation operation,
            long key,
            Supplier<DiskName> name,
            long nowNanos) {
        if (operation != DiskFailed.Operation.SYNC
                && operation != DiskFailed.Operation.SYNC_FOLDER) {
            return null;
        }
        if (nowNanos < firstNanos()) {
            return null;
        }
        String path = path(actor);
        for (int i = 0; i < taken.length; i++) {
            if (timetable.at(i) <= nowNanos) {
                continue;
            }
            if (moves.get(i) instanceof Move.Synced synced && synced.actor().equals(path)) {
                long longer = timetable.at(i) - nowNanos - SYNC_NANOS;
                return longer < 1 ? null : new Departure.Stall(name.get(), longer);
            }
            Crash crash = crash(moves.get(i));
            if (crash != null && crash.node().equals(timetable.node(path))) {
                break;
            }
        }
        return new Departure.Stall(name.get(), NEVER_NANOS);
    }

    /** The time of the first step: all nodes have booted before. */
    private long firstNanos() {
        for (int i = 0; i < taken.length; i++) {
            if (timetable.at(i) >= 0) {
                return timetable.at(i);
            }
        }
        return timetable.endNanos();
    }

    // ------------------------------------------------------------------------------------- crashes

    /** A node loses power in a step. */
    record Crash(String node) {}

    /** Which node loses power in a step; null when none does. */
    static @Nullable Crash crash(Move move) {
        return switch (move) {
            case Move.Delivered step -> step.cut().map(cut -> new Crash(cut.node())).getOrNull();
            case Move.Fired step -> step.cut().map(cut -> new Crash(cut.node())).getOrNull();
            case Move.Synced step -> step.cut().map(cut -> new Crash(cut.node())).getOrNull();
            case Move.Booted step ->
                    step.cut().map(cut -> new Crash(cut.power().node())).getOrNull();
            case Move.Crashed step -> new Crash(step.node());
            case Move.Dropped _, Move.Calmed _ -> null;
        };
    }

    /** For how long a node that loses power in a step is down. */
    private long downNanos(int move, String node, long nowNanos) {
        for (int i = move + 1; i < taken.length; i++) {
            if (moves.get(i) instanceof Move.Booted booted && booted.node().equals(node)) {
                return Math.max(1, timetable.at(i) - nowNanos);
            }
        }
        return NEVER_NANOS;
    }

    @Override
    public Vector<Departure.Incident> incidents() {
        Vector<Departure.Incident> all = Vector.empty();
        for (int i = 0; i < taken.length; i++) {
            if (moves.get(i) instanceof Move.Crashed crash) {
                long at = timetable.at(i);
                all =
                        all.append(
                                new Departure.Crash(
                                        crash.node(),
                                        i + 1,
                                        new Point.At(at),
                                        downNanos(i, crash.node(), at),
                                        crash.aftermath()));
            }
        }
        return all;
    }

    @Override
    public boolean cutsTurns() {
        return true;
    }

    @Override
    public Departure.@Nullable Cut cut(
            Action turn, long key, Supplier<TurnName> name, int effects, long nowNanos) {
        int move = move(turn, nowNanos);
        if (move < 0) {
            return null;
        }
        PowerCut cut = null;
        int at = move;
        switch (moves.get(move)) {
            case Move.Delivered step -> cut = step.cut().getOrNull();
            case Move.Fired step -> cut = step.cut().getOrNull();
            case Move.Booted step ->
                    cut =
                            step.cut()
                                    .filter(start ->
                                            name.get().text().endsWith(" / " + start.actor()))
                                    .map(Move.BootCut::power)
                                    .getOrNull();
            case Move.Synced _, Move.Dropped _, Move.Crashed _, Move.Calmed _ -> {}
        }
        if (cut == null && moves.get(move) instanceof Move.Booted) {
            return null;
        }
        for (int i = move + 1; cut == null && i < taken.length && !isTurn(i, actor(move)); i++) {
            if (moves.get(i) instanceof Move.Synced synced
                    && synced.actor().equals(actor(move))
                    && synced.cut().isDefined()) {
                cut = synced.cut().get();
                at = i;
            }
        }
        if (cut == null) {
            return null;
        }
        long when = timetable.at(at) < 0 ? nowNanos : timetable.at(at);
        return new Departure.Cut(
                name.get(),
                cut.before(),
                new Departure.Cut.PowerLoss(downNanos(at, cut.node(), when), cut.aftermath()));
    }

    /** Whether an actor begins another turn in a step. */
    private boolean isTurn(int move, String actor) {
        return !(moves.get(move) instanceof Move.Synced) && actor(move).equals(actor);
    }

    private String actor(int move) {
        return switch (moves.get(move)) {
            case Move.Delivered step -> step.to();
            case Move.Fired step -> step.actor();
            case Move.Synced step -> step.actor();
            case Move.Booted _, Move.Dropped _, Move.Crashed _, Move.Calmed _ -> "";
        };
    }

    /** The step that a turn of the run is; -1 for one that the path does not have. */
    private int move(Action turn, long nowNanos) {
        if (!(turn instanceof Delivery delivery) || !isLocal(delivery)) {
            for (int i = 0; i < taken.length; i++) {
                if (timetable.at(i) == nowNanos) {
                    return i;
                }
            }
            return -1;
        }
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]
                    && timetable.isLocal(moves.get(i))
                    && moves.get(i) instanceof Move.Delivered step
                    && step.from().equals(path(delivery.sender()))
                    && step.to().equals(path(delivery.receiver()))
                    && isAlike(step.message(), delivery.message())) {
                taken[i] = true;
                hurry(i, nowNanos);
                return i;
            }
        }
        hurry(taken.length, nowNanos);
        return -1;
    }

    private boolean isLocal(Delivery delivery) {
        return timetable
                .node(path(delivery.sender()))
                .equals(timetable.node(path(delivery.receiver())));
    }

    /** Something has happened within a node before a step that should have come first. */
    private void hurry(int move, long nowNanos) {
        for (int i = 0; i < move && tighter == null; i++) {
            if (timetable.at(i) > nowNanos && !timetable.isHurried(i)) {
                tighter = timetable.hurry(i);
            }
        }
    }
}
