package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** A path, and who lives there now. */
final class Slot {

    /** One life of the actor at a slot. */
    record Life(int slot, int incarnation) {}

    final int number;
    final int node;
    final String path;
    final long pathHash;
    final Timers timers = new Timers();

    /** What was taken of it last; good as long as it {@linkplain ActorImage#isOf is} so. */
    @Nullable ActorImage image;

    private @Nullable Object fingerprinted;
    private long stateFingerprint;

    /** The path that it sent to last, and who lives there: most actors have few peers. */
    @Nullable String receiverPath;

    @Nullable Slot receiver;

    /** The classes that it sent and set a timer of last, with their shapes: most have few. */
    private @Nullable Class<?> sentClass;

    private @Nullable Shape sentShape;
    private @Nullable Class<?> timerClass;
    private @Nullable Shape timerShape;

    /** The class of its last state, if that tells that the state is immutable. */
    private @Nullable Class<?> stateClass;

    /** Whom it is linked to, in the order in which the links were made. */
    final ArrayList<Life> links = new ArrayList<>(2);

    /** Who monitors it. */
    final ArrayList<Life> watchers = new ArrayList<>(2);

    /** Whom it monitors. */
    final ArrayList<Life> watched = new ArrayList<>(2);

    Behaviour behaviour;

    /** Of the incarnation that lives or lived last; 0 before the first. */
    int incarnation;

    /** The first incarnation that no crash of its node has ended yet. */
    int firstSinceCrash;

    ActorRef<Object> self;
    boolean alive;

    /** Null until its start is done. */
    @Nullable Object state;

    /** Whose child it is; null on a node's own actors. */
    @Nullable Life parent;

    /** The turn that waits in a sync. */
    @Nullable Turn pending;

    /** Only for clients: whether an operation is open. */
    boolean open;

    Slot(int number, int node, String path, Behaviour behaviour) {
        this.number = number;
        this.node = node;
        this.path = path;
        this.pathHash = Fingerprint.of(path);
        this.behaviour = behaviour;
        this.self = ActorRef.to(path);
    }

    /** Begins a life. */
    void live(int life) {
        alive = true;
        is(life);
    }

    /** Says which life it is. */
    void is(int life) {
        incarnation = life;
        self = ActorRef.to(path, life);
    }

    /** Nobody lives here, and nobody is tied to it. */
    void vanish() {
        firstSinceCrash = 0;
        alive = false;
        open = false;
        state = null;
        pending = null;
        timers.clear();
        links.clear();
        watchers.clear();
        watched.clear();
    }

    /** The shape of a message that it sends. */
    Shape sends(Object message) {
        Class<?> type = message.getClass();
        Shape shape = sentShape;
        if (type != sentClass || shape == null) {
            shape = Shape.of(type);
            sentClass = type;
            sentShape = shape;
        }
        return shape;
    }

    /** The shape of the message of a timer that it sets. */
    Shape sets(Object message) {
        Class<?> type = message.getClass();
        Shape shape = timerShape;
        if (type != timerClass || shape == null) {
            shape = Shape.of(type);
            timerClass = type;
            timerShape = shape;
        }
        return shape;
    }

    /** Refuses a state that is not immutable. */
    void requireImmutable(Object proposed) {
        Class<?> type = proposed.getClass();
        if (type != stateClass) {
            Shape.require(proposed);
            stateClass = Shape.isImmutable(type) ? type : null;
        }
    }

    /** The fingerprint of its state, computed once for each state. */
    long stateFingerprint() {
        if (fingerprinted != state) {
            stateFingerprint = Fingerprint.of(state);
            fingerprinted = state;
        }
        return state == null ? 0 : stateFingerprint;
    }

    /** The fingerprint of its state is known. */
    void remember(long fingerprint) {
        stateFingerprint = fingerprint;
        fingerprinted = state;
    }

    Life life() {
        return new Life(number, incarnation);
    }

    boolean is(Life life) {
        return alive && incarnation == life.incarnation;
    }

    /** Whether it waits in a sync or has not begun its start. */
    boolean isBusy() {
        return alive && (pending != null || state == null);
    }
}
