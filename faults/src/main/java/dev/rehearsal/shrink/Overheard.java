package dev.rehearsal.shrink;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Script;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Does what a story says, and remembers by their names what else could have gone wrong: the
 * operations on disks, the timers, the turns and the fault points of servers, which no trace tells
 * of.
 */
final class Overheard implements Adversary {

    /**
     * A timer that was set.
     *
     * @param afterNanos after how much time it fires
     */
    record Timer(Occasion occasion, long afterNanos) {}

    /**
     * A turn of a server's actor.
     *
     * @param effects how many it has
     * @param nanos when it ended, before its effects
     */
    record Turn(TurnName name, int effects, long nanos) {}

    /**
     * An operation on a disk.
     *
     * @param turns how many had ended before
     */
    record Operation(DiskName name, long nanos, int turns) {}

    private final Script script;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Occasion> sites = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final List<TurnName> heard = new ArrayList<>();

    Overheard(Story story) {
        this.script = new Script(story.departures(), story.heal());
    }

    /** The operations on disks, in the order in which they were begun. */
    List<Operation> operations() {
        return operations;
    }

    /** The timers, in the order in which they were set. */
    List<Timer> timers() {
        return timers;
    }

    /** The fault points that were reached and did not fire, in that order. */
    List<Occasion> sites() {
        return sites;
    }

    /** The turns, in the order in which they ended. */
    List<Turn> turns() {
        return turns;
    }

    /** The turns that a message or a timer begins, in the order in which they began. */
    List<TurnName> heard() {
        return heard;
    }

    @Override
    public boolean troublesDisks() {
        return true;
    }

    @Override
    public Departure.@Nullable OfDisk disk(long key, Supplier<DiskName> name, long nowNanos) {
        operations.add(new Operation(name.get(), nowNanos, turns.size()));
        return script.disk(key, name, nowNanos);
    }

    @Override
    public boolean mistimes() {
        return true;
    }

    @Override
    public Departure.@Nullable Mistimed timer(
            long key, Supplier<Occasion> name, Firing timer, long nowNanos) {
        timers.add(new Timer(name.get(), timer.afterNanos()));
        return script.timer(key, name, timer, nowNanos);
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        script.decide(message, key, nowNanos, decision);
    }

    @Override
    public Vector<Departure.Incident> incidents() {
        return script.incidents();
    }

    @Override
    public Heal heal() {
        return script.heal();
    }

    @Override
    public boolean cutsTurns() {
        return true;
    }

    @Override
    public Departure.@Nullable Cut cut(
            long key, Supplier<TurnName> name, int effects, long nowNanos) {
        turns.add(new Turn(name.get(), effects, nowNanos));
        return script.cut(key, name, effects, nowNanos);
    }

    @Override
    public Departure.@Nullable Hang hang(
            Action turn, long key, Supplier<TurnName> name, long nowNanos) {
        heard.add(name.get());
        return script.hang(turn, key, name, nowNanos);
    }

    @Override
    public boolean fires(long key, Supplier<Occasion> name, String site, long nowNanos) {
        boolean fires = script.fires(key, name, site, nowNanos);
        if (!fires) {
            sites.add(name.get());
        }
        return fires;
    }

    @Override
    public int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
        return script.choose(key, name, options, nowNanos);
    }

    @Override
    public void happened(Departure departure) {
        script.happened(departure);
    }
}
