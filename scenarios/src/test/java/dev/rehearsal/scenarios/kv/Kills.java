package dev.rehearsal.scenarios.kv;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * What another adversary does, and besides: actors are killed, whoever lives at the time, and turns
 * are cut before any of their effects, by an exit or by a loss of power; processes of nodes end.
 *
 * @param cutRate of the turns of servers' actors, starts and terminations included
 * @param slots how many spans of time have a kill and the end of a process, each with one half
 * @param spanNanos how long each is
 */
record Kills(
        Adversary base,
        Draw draw,
        Vector<String> nodes,
        double cutRate,
        double powerShare,
        double stallRate,
        int slots,
        long spanNanos)
        implements Adversary {

    private static final Vector<ExitReason> REASONS =
            Vector.of(
                    new ExitReason.Killed(),
                    new ExitReason.Shutdown(),
                    new ExitReason.Because("boom"),
                    new ExitReason.Threw("java.lang.IllegalStateException"));

    private static final Vector<String> WORKERS = Vector.of("/journal", "/store", "/a", "/b");

    private static ExitReason reason(Draw draw) {
        return REASONS.get(draw.in("reason").below(REASONS.size()));
    }

    @Override
    public void begin(View world) {
        base.begin(world);
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        base.decide(message, key, nowNanos, decision);
    }

    @Override
    public Vector<Departure.Incident> incidents() {
        return base.incidents().appendAll(Vector.range(0, slots).flatMap(this::incidents));
    }

    private Vector<Departure.Incident> incidents(int slot) {
        Draw kill = draw.in("kill").in(slot);
        Draw stop = draw.in("stop").in(slot);
        Vector<Departure.Incident> all = Vector.empty();
        if (kill.in("whether").chance(0.5)) {
            ExitReason reason =
                    kill.in("normal").chance(0.2) ? new ExitReason.Normal() : reason(kill);
            all = all.append(new Departure.Kill("anybody", slot, at(kill, slot), reason));
        }
        if (stop.in("whether").chance(0.1)) {
            String node = nodes.get(stop.in("node").below(nodes.size()));
            all = all.append(new Departure.Stop(node, slot, at(stop, slot), down(stop)));
        }
        return all;
    }

    private Point at(Draw draw, int slot) {
        return new Point.At(slot * spanNanos + draw.in("at").below(spanNanos));
    }

    private static long down(Draw draw) {
        return 1_000_000 + draw.in("down").below(20_000_000L);
    }

    @Override
    public Heal heal() {
        return base.heal();
    }

    @Override
    public boolean cutsTurns() {
        return cutRate > 0;
    }

    @Override
    public Departure.@Nullable Cut cut(
            long key, Supplier<TurnName> name, int effects, long nowNanos) {
        Draw own = draw.in("cut").in(key);
        if (!own.in("whether").chance(cutRate)) {
            return null;
        }
        Departure.Cut.Ending ending =
                own.in("power").chance(powerShare)
                        ? new Departure.Cut.PowerLoss(
                                down(own), Aftermath.prefix(own.in("kept").below(4)))
                        : new Departure.Cut.Exit(reason(own));
        return new Departure.Cut(name.get(), own.in("at").below(effects + 1), ending);
    }

    @Override
    public boolean troublesDisks() {
        return stallRate > 0;
    }

    @Override
    public Departure.@Nullable OfDisk disk(long key, Supplier<DiskName> name, long nowNanos) {
        Draw own = draw.in("stall").in(key);
        return own.in("whether").chance(stallRate)
                ? new Departure.Stall(name.get(), 1 + own.in("nanos").below(5_000_000L))
                : null;
    }

    @Override
    public @Nullable String victim(Departure.Kill kill, Vector<String> living) {
        Vector<String> victims =
                kill.reason().isNormal()
                        ? living.filter(path -> WORKERS.exists(path::endsWith))
                        : living;
        return victims.isEmpty()
                ? null
                : victims.get(draw.in("victim").in(kill.slot()).below(victims.size()));
    }

    @Override
    public Aftermath aftermath(Departure loss, Aftermath planned, DiskImage disk) {
        return base.aftermath(loss, planned, disk);
    }
}
