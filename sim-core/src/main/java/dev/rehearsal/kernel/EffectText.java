package dev.rehearsal.kernel;

import dev.rehearsal.disk.DiskOp;

import org.jspecify.annotations.Nullable;

/** What an effect of a turn is, for people: {@code sending Vote to s1}, {@code syncing log}. */
final class EffectText {

    private EffectText() {}

    /** In words; null for one that nobody else would notice. */
    static @Nullable String of(Object effect, World world) {
        return switch (effect) {
            case Delivery delivery ->
                    "sending " + delivery.shape().name() + " to " + world.path(delivery.receiver());
            case Firing timer -> "setting its timer " + timer.shape().name();
            case Turn.Cancel cancel ->
                    "cancelling its timer " + cancel.message().getClass().getSimpleName();
            case DiskOp operation -> operation.text();
            case Turn.Complete _ -> "saying what its operation has come to";
            case Turn.Fail _ -> "saying that its operation did not happen";
            case Turn.Spawn spawn -> "spawning " + spawn.child().path();
            case Turn.Started _ -> "saying that it has started";
            case Turn.Link link -> "linking itself to " + link.other().path();
            case Turn.Unlink unlink -> "unlinking itself from " + unlink.other().path();
            case Turn.Monitor monitor -> "monitoring " + monitor.other().path();
            case Turn.Demonitor demonitor -> "monitoring no longer " + demonitor.other().path();
            case Turn.SendExit exit ->
                    "sending " + exit.other().path() + " an exit signal with " + exit.reason();
            case Turn.Exit exit -> "ending with " + exit.reason();
            case Turn.Report _ -> null;
            default -> throw new IllegalStateException("unknown effect: " + effect);
        };
    }
}
