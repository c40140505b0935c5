package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A sync fails, and some time later the page cache drops what it had marked clean: the old content
 * is seen again, as on Btrfs. Only where the cluster declares that whoever ends is started again.
 *
 * @param rate for each sync; usually 0.1
 * @param span how often the cache is dropped; usually 50 ms
 */
public record Evictions(double rate, Duration span) implements OfDisks, OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Evictions {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
    }

    @Override
    public String label() {
        return "eviction";
    }

    @Override
    public OfDisks.Part disks(Scene scene) {
        long purpose = scene.draw().bits();
        boolean possible = scene.cluster().exits();
        return (_, operation, key, name, _) ->
                possible
                                && operation == DiskFailed.Operation.SYNC
                                && Scene.chance(purpose, key, rate)
                        ? new Departure.DiskTrouble(name.get(), new DiskFault.Fails(0))
                        : null;
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.cluster().exits() ? scene.cluster().servers() : Vector.empty(),
                1,
                span,
                2,
                (node, slot, at, _) ->
                        new Departure.Spoil(node, slot, at, new DiskFault.Evicts(Aftermath.NONE)));
    }

    @Override
    public Departure.@Nullable Spoil spoilt(
            Departure.Spoil planned, DiskImage disk, Vector<String> folders, Draw draw) {
        return folders.find(folder -> planned.fault().fits(disk, folder))
                .map(folder ->
                        new Departure.Spoil(folder, planned.slot(), planned.at(), planned.fault()))
                .getOrNull();
    }
}
