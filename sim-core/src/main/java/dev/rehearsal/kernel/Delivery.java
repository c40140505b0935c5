package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.Shape;

import org.jspecify.annotations.Nullable;

/**
 * A message in flight, and the action of delivering it.
 *
 * <p>Delivered when nobody is there (the node is down, the incarnation another) it is lost.
 */
public final class Delivery implements Action {

    private final int sender;
    private final ActorRef<?> senderRef;
    private final int receiver;
    private final int incarnation;
    private Object message;
    private final Shape shape;
    private long fingerprint;
    private final @Nullable Cause cause;
    private final @Nullable Delivery original;
    private final int copy;
    private int occurrence;
    private @Nullable String source;
    private long calmNanos;
    private @Nullable Harm harm;
    private long envelope;

    /** What was sent of a message that was damaged on the way, and what has damaged it. */
    private record Harm(Object sent, long fingerprint, String by) {}

    Delivery(
            int sender,
            ActorRef<?> senderRef,
            int receiver,
            int incarnation,
            Object message,
            Shape shape,
            long fingerprint,
            @Nullable Cause cause) {
        this.sender = sender;
        this.senderRef = senderRef;
        this.receiver = receiver;
        this.incarnation = incarnation;
        this.message = message;
        this.shape = shape;
        this.fingerprint = fingerprint;
        this.cause = cause;
        this.original = null;
        this.copy = 0;
    }

    private Delivery(Delivery original, int copy) {
        this.sender = original.sender;
        this.senderRef = original.senderRef;
        this.receiver = original.receiver;
        this.incarnation = original.incarnation;
        this.message = original.message;
        this.shape = original.shape;
        this.fingerprint = original.fingerprint;
        this.cause = original.cause;
        this.original = original;
        this.copy = copy;
        this.occurrence = original.occurrence;
        this.envelope = original.envelope;
    }

    /** The same message once more. */
    public Delivery duplicate(int number) {
        return new Delivery(original(), number);
    }

    /** What this is a duplicate of; itself when it is none. */
    public Delivery original() {
        return original == null ? this : original;
    }

    /**
     * Says which of the messages of its type, link and cause it is; for the driver, when it is
     * sent.
     */
    public void occurs(int number) {
        occurrence = number;
    }

    /** Says what has held or repeated it, and when it was due without that; for the driver. */
    public void departs(String by, long dueNanos) {
        source = by;
        calmNanos = dueNanos;
    }

    /** Its content is another from now on, of the same class; for the driver, before it leaves. */
    public void damaged(Object content, String by) {
        if (content.getClass() != message.getClass()) {
            throw new IllegalArgumentException(
                    "a damaged message must be of the same class: message="
                            + message
                            + " content="
                            + content);
        }
        harm = new Harm(sent(), sentFingerprint(), by);
        message = content;
        fingerprint = shape.fingerprint(content);
    }

    /** What has damaged it; null when nothing has. */
    public @Nullable String damagedBy() {
        return harm == null ? null : harm.by();
    }

    /** What has held or repeated it; null when nothing has. */
    public @Nullable String source() {
        return source;
    }

    /** When it was due if nothing had held or repeated it; of use only where something has. */
    public long calmNanos() {
        return calmNanos;
    }

    /** The number of the sending actor. */
    public int sender() {
        return sender;
    }

    /** The incarnation that sent it. */
    public ActorRef<?> senderRef() {
        return senderRef;
    }

    /** The number of the receiving actor. */
    public int receiver() {
        return receiver;
    }

    /** The incarnation that it is meant for, or {@link ActorRef#ANY}. */
    public int incarnation() {
        return incarnation;
    }

    /** What arrives: what was sent, or what became of it on the way. */
    public Object message() {
        return message;
    }

    /** What was sent. */
    public Object sent() {
        return harm == null ? message : harm.sent();
    }

    /** The fingerprint of what was sent. */
    public long sentFingerprint() {
        return harm == null ? fingerprint : harm.fingerprint();
    }

    /**
     * Whether it is the kernel's own: a start, a link or monitor report, an exit signal. No network
     * fault befalls it.
     */
    public boolean isNotice() {
        return message instanceof Notice;
    }

    /** Whether it is a kill, which reaches an actor that waits in a sync. */
    public boolean isKill() {
        return message instanceof Notice.ExitSignal signal
                && signal.reason() instanceof ExitReason.Kill;
    }

    /** Whether it is the start of a spawned actor, before which that one accepts nothing. */
    public boolean isStart() {
        return message instanceof Notice.Start;
    }

    /** The shape of the message, with the name of its type. */
    public Shape shape() {
        return shape;
    }

    /** The fingerprint of what arrives. */
    public long fingerprint() {
        return fingerprint;
    }

    /**
     * The fingerprint of all that its receiver can know of it: who sent it, whom it is for, what
     * was sent. Only in worlds {@linkplain World#among of a search}.
     */
    public long envelope() {
        if (envelope == 0) {
            throw new IllegalStateException(
                    "only in worlds of a search messages have envelopes: message=" + message);
        }
        return envelope;
    }

    /** Says where it goes to; the numbers of actors may differ from search to search. */
    void addressed(long receiverPath) {
        long hash = Fingerprint.fold(Fingerprint.of(senderRef), receiverPath);
        envelope = Fingerprint.fold(hash + incarnation, fingerprint);
    }

    /** The cause of the turn that sent it. */
    public @Nullable Cause cause() {
        return cause;
    }

    /**
     * How many messages of its type were sent on its link for its cause, this one included; 0 when
     * nobody counts.
     */
    public int occurrence() {
        return occurrence;
    }

    /** 0 for the message itself, k for its k-th duplicate. */
    public int copy() {
        return copy;
    }
}
