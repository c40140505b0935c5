package dev.rehearsal.identities;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.View;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Another adversary, whose decisions about messages are carried from one run to another by a name
 * that is not the simulation's: a message takes the fate of the one that bore its name in the first
 * run, and draws one under its name when there was none.
 *
 * <p>Of use for one run, since it counts what it names; {@link #next} is for the one after it.
 */
final class Renaming implements Adversary {

    private final Naming naming;
    private final Adversary drawing;
    private final boolean first;

    /** The keys that the messages of the first run had, by name. */
    private final Map<Long, Long> keys;

    private final Map<Long, Integer> counts = new HashMap<>();

    private Renaming(Naming naming, Adversary drawing, boolean first, Map<Long, Long> keys) {
        this.naming = naming;
        this.drawing = drawing;
        this.first = first;
        this.keys = keys;
    }

    /** For the run that the names are learned from; it goes as without them. */
    static Renaming first(Naming naming, Adversary drawing) {
        return new Renaming(naming, drawing, true, new HashMap<>());
    }

    /** For a run that the fates of the first are carried over to. */
    Renaming next(Adversary fresh) {
        return new Renaming(naming, fresh, false, keys);
    }

    @Override
    public void begin(View world) {
        drawing.begin(world);
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        long plain = naming.name(message, key);
        long name = Fingerprint.fold(plain, counts.merge(plain, 1, Integer::sum));
        if (first) {
            keys.put(name, key);
        }
        drawing.decide(message, keys.getOrDefault(name, name), nowNanos, decision);
    }

    @Override
    public Vector<Departure.Incident> incidents() {
        return drawing.incidents();
    }

    @Override
    public boolean cutsTurns() {
        return drawing.cutsTurns();
    }

    @Override
    public Heal heal() {
        return drawing.heal();
    }

    @Override
    public Departure.@Nullable Hang hang(
            Action turn, long key, Supplier<TurnName> name, long nowNanos) {
        return drawing.hang(turn, key, name, nowNanos);
    }

    @Override
    public Departure.@Nullable Cut cut(
            long key, Supplier<TurnName> name, int effects, long nowNanos) {
        return drawing.cut(key, name, effects, nowNanos);
    }

    @Override
    public boolean troublesDisks() {
        return drawing.troublesDisks();
    }

    @Override
    public Departure.@Nullable OfDisk disk(long key, Supplier<DiskName> name, long nowNanos) {
        return drawing.disk(key, name, nowNanos);
    }

    @Override
    public Aftermath aftermath(Departure loss, Aftermath planned, DiskImage disk) {
        return drawing.aftermath(loss, planned, disk);
    }

    @Override
    public @Nullable String victim(Departure.Kill kill, Vector<String> living) {
        return drawing.victim(kill, living);
    }

    @Override
    public void happened(Departure departure) {
        drawing.happened(departure);
    }
}
