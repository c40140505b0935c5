package dev.rehearsal.failure;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.failure.FaultPlan.Act;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.View;
import dev.rehearsal.value.Damage;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Does what a {@link FaultPlan} says, in one run. After the run {@link #unused} tells what did not
 * happen.
 */
public final class PlanAdversary implements Adversary {

    private final Script script;
    private final Vector<FaultPlan.OnMessage> awaited;
    private final HashMap<Long, List<FaultPlan.OnMessage>> byLink = new HashMap<>();
    private final HashMap<Long, Integer> sent = new HashMap<>();
    private final HashMap<Long, FaultPlan.OnMessage> turns = new HashMap<>();
    private final HashSet<FaultPlan.OnMessage> done = new HashSet<>();
    private @Nullable View world;

    PlanAdversary(FaultPlan plan) {
        script =
                new Script(
                        plan.steps()
                                .filter(FaultPlan.Exact.class::isInstance)
                                .map(step -> ((FaultPlan.Exact) step).departure()),
                        plan.heal());
        awaited =
                plan.steps()
                        .filter(FaultPlan.OnMessage.class::isInstance)
                        .map(FaultPlan.OnMessage.class::cast);
        for (FaultPlan.OnMessage on : awaited) {
            long link =
                    MessageName.link(
                            Fingerprint.of(on.from()),
                            Fingerprint.of(on.to()),
                            Fingerprint.of(on.type()));
            byLink.computeIfAbsent(link, _ -> new ArrayList<>()).add(on);
        }
    }

    /** The steps of the plan that did not happen, exact ones first. */
    public Vector<FaultPlan.Step> unused() {
        return script.unused()
                .<FaultPlan.Step>map(FaultPlan.Exact::new)
                .appendAll(awaited.filter(on -> !done.contains(on)));
    }

    @Override
    public void begin(View opened) {
        world = opened;
        sent.clear();
        turns.clear();
        done.clear();
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        script.decide(message, key, nowNanos, decision);
        if (byLink.isEmpty()) {
            return;
        }
        View seen = Objects.requireNonNull(world);
        long link =
                MessageName.link(
                        Fingerprint.of(seen.path(message.sender())),
                        Fingerprint.of(seen.path(message.receiver())),
                        message.shape().nameHash());
        List<FaultPlan.OnMessage> steps = byLink.get(link);
        if (steps == null) {
            return;
        }
        int number = sent.merge(link, 1, Integer::sum);
        for (FaultPlan.OnMessage on : steps) {
            if (on.nth() == number) {
                act(on, message, key, decision);
            }
        }
    }

    private void act(FaultPlan.OnMessage on, Delivery message, long key, Decision decision) {
        switch (on.act()) {
            case Act.Drop _ -> decision.drop();
            case Act.Hold(long nanos) -> decision.hold(new Point.After(nanos));
            case Act.Duplicate(long nanos) -> decision.again(new Point.After(nanos));
            case Act.Corrupt(Damage damage) -> {
                if (damage.to(message.message()) == null) {
                    return;
                }
                decision.corrupt(damage);
            }
            case Act.Crash _, Act.Kill _ -> {
                turns.put(TurnName.messageKey(key, 0), on);
                return;
            }
        }
        done.add(on);
    }

    /** What ends the turn in which a message is handled; null for what befalls the message. */
    private static Departure.Cut.@Nullable Ending ending(Act act) {
        return switch (act) {
            case Act.Crash(long nanos) -> new Departure.Cut.PowerLoss(nanos, Aftermath.NONE);
            case Act.Kill _ -> new Departure.Cut.Exit(new ExitReason.Killed());
            case Act.Drop _, Act.Hold _, Act.Duplicate _, Act.Corrupt _ -> null;
        };
    }

    @Override
    public boolean cutsTurns() {
        return script.cutsTurns() || awaited.exists(on -> ending(on.act()) != null);
    }

    @Override
    public Departure.@Nullable Cut cut(
            long key, Supplier<TurnName> name, int effects, long nowNanos) {
        FaultPlan.OnMessage on = turns.get(key);
        if (on == null) {
            return script.cut(key, name, effects, nowNanos);
        }
        Departure.Cut cut =
                new Departure.Cut(name.get(), 0, Objects.requireNonNull(ending(on.act())));
        done.add(on);
        return cut;
    }

    @Override
    public Departure.@Nullable Hang hang(
            Action turn, long key, Supplier<TurnName> name, long nowNanos) {
        return script.hang(turn, key, name, nowNanos);
    }

    @Override
    public boolean troublesDisks() {
        return script.troublesDisks();
    }

    @Override
    public Departure.@Nullable OfDisk disk(long key, Supplier<DiskName> name, long nowNanos) {
        return script.disk(key, name, nowNanos);
    }

    @Override
    public boolean mistimes() {
        return script.mistimes();
    }

    @Override
    public Departure.@Nullable Mistimed timer(
            long key, Supplier<Occasion> name, Firing timer, long nowNanos) {
        return script.timer(key, name, timer, nowNanos);
    }

    @Override
    public boolean fires(long key, Supplier<Occasion> name, String site, long nowNanos) {
        return script.fires(key, name, site, nowNanos);
    }

    @Override
    public int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
        return script.choose(key, name, options, nowNanos);
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
    public void happened(Departure departure) {
        script.happened(departure);
    }
}
