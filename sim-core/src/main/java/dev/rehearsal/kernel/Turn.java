package dev.rehearsal.kernel;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.value.Configuration;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.NotAValueException;
import dev.rehearsal.value.Shape;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One turn of an actor: the context that its handler is given, the effects that it issued and,
 * while it waits in a sync, how far they are performed.
 *
 * <p>Mutable and used again for the next turn, so that a turn without a sync allocates nothing but
 * its effects.
 *
 * <p>Over 500 lines because it has every method of the context and of the disk, and little more.
 */
final class Turn implements ClientContext<Object>, Disk {

    record Cancel(Object message, long fingerprint) {}

    record Complete(Object result) {}

    record Fail() {}

    record Spawn(ActorRef<Object> child, Actor<?, ?> actor, boolean linked) {}

    record Started(@Nullable Object info) {}

    record Report(Object event) {}

    record Link(ActorRef<?> other) {}

    record Unlink(ActorRef<?> other) {}

    record Monitor(ActorRef<?> other) {}

    record Demonitor(ActorRef<?> other) {}

    record Exit(ExitReason reason) {}

    record SendExit(ActorRef<?> other, ExitReason reason) {}

    /** Shows what of an effect may hold a reference to an actor. */
    static void mentions(Object effect, World world, Consumer<Object> each) {
        switch (effect) {
            case Delivery delivery -> {
                each.accept(ActorRef.to(world.path(delivery.receiver()), delivery.incarnation()));
                each.accept(delivery.message());
            }
            case Firing timer -> each.accept(timer.message());
            case Spawn spawn -> {
                each.accept(spawn.child());
                Behaviour.of(new Topology.Server(spawn.child().path(), spawn.actor()))
                        .mentions(each);
            }
            case Link link -> each.accept(link.other());
            case Unlink unlink -> each.accept(unlink.other());
            case Monitor monitor -> each.accept(monitor.other());
            case Demonitor demonitor -> each.accept(demonitor.other());
            case SendExit exit -> {
                each.accept(exit.other());
                each.accept(exit.reason());
            }
            case Exit exit -> each.accept(exit.reason());
            case Complete complete -> each.accept(complete.result());
            case Started started when started.info() != null -> each.accept(started.info());
            case Report report -> each.accept(report.event());
            default -> {}
        }
    }

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final World world;
    private Object[] effects = new Object[8];

    /** The disk before and after each effect that is an operation on it, as the handler saw it. */
    private DiskImage[] views = new DiskImage[0];

    private int issued;
    private int performed;
    private @Nullable DiskImage view;

    @Nullable Slot slot;
    @Nullable Cause cause;
    @Nullable ActorRef<Object> sender;
    @Nullable Object before;
    @Nullable Object proposed;
    @Nullable Throwable thrown;
    @Nullable Completion waiting;
    @Nullable Cut cut;

    /** What the handler was given and the disk that it read, as a fingerprint; 0 if nobody asks. */
    long origin;

    /** The fingerprint of the proposed state; 0 when it is not known. */
    long proposedFingerprint;

    /** Whether the handler looked at other actors, or chose. */
    private boolean looked;

    /** Only for clients: whether the operation is still open after the effects issued so far. */
    private boolean open;

    Turn(World world) {
        this.world = world;
    }

    void begin(Slot slot, @Nullable Cause cause, @Nullable ActorRef<Object> sender) {
        this.slot = slot;
        this.cause = cause;
        this.sender = sender;
        this.open = slot.open;
        this.before = slot.state;
    }

    void end() {
        Arrays.fill(effects, 0, issued, null);
        Arrays.fill(views, 0, Math.min(views.length, 2 * issued), null);
        issued = 0;
        performed = 0;
        view = null;
        slot = null;
        cause = null;
        sender = null;
        before = null;
        proposed = null;
        thrown = null;
        waiting = null;
        cut = null;
        origin = 0;
        proposedFingerprint = 0;
        looked = false;
    }

    /** What was issued. */
    Object[] effects() {
        return Arrays.copyOf(effects, issued);
    }

    int performed() {
        return performed;
    }

    /** Whether the handler read or changed the disk. */
    boolean readDisk() {
        return view != null;
    }

    boolean hasLooked() {
        return looked;
    }

    /** A handler need not run: this is what it did. */
    void replay(Memo.Done done) {
        issueAll(done.effects());
        proposed = done.proposed();
        proposedFingerprint = done.fingerprint();
    }

    /** A turn that waited in a sync in another world. */
    void resume(
            Slot slot,
            Object[] issuedBefore,
            int performedBefore,
            @Nullable Object stateBefore,
            @Nullable Object state,
            @Nullable Throwable error,
            long from) {
        this.slot = slot;
        issueAll(issuedBefore);
        performed = performedBefore;
        before = stateBefore;
        proposed = state;
        thrown = error;
        origin = from;
    }

    private void issueAll(Object[] all) {
        if (all.length > effects.length) {
            effects = new Object[all.length];
        }
        System.arraycopy(all, 0, effects, 0, all.length);
        issued = all.length;
    }

    boolean isCut() {
        return cut != null && cut.at() == performed;
    }

    /** How far it has come. */
    Interrupted interrupted() {
        List<String> done = new ArrayList<>();
        String next = null;
        for (int i = 0; i < issued && next == null; i++) {
            String text = EffectText.of(effects[i], world);
            if (i >= performed) {
                next = text;
            } else if (text != null) {
                done.add(text);
            }
        }
        return new Interrupted(
                Vector.ofAll(done),
                next == null && thrown != null
                        ? "ending with " + thrown.getClass().getSimpleName()
                        : next);
    }

    int issued() {
        return issued;
    }

    Object effect(int index) {
        return effects[index];
    }

    boolean hasNext() {
        return performed < issued;
    }

    Object next() {
        return effects[performed++];
    }

    private void issue(Object effect) {
        if (issued == effects.length) {
            effects = Arrays.copyOf(effects, 2 * issued);
        }
        effects[issued++] = effect;
    }

    private Slot running() {
        if (slot == null) {
            throw new IllegalStateException(
                    "a context is of use only during the call that it was passed to");
        }
        return slot;
    }

    @Override
    public ActorRef<Object> self() {
        return running().self;
    }

    @Override
    public Option<ActorRef<?>> parent() {
        looked = true;
        Slot.Life life = running().parent;
        Slot spawner = life == null ? null : world.slotAt(life.slot());
        return life == null || spawner == null
                ? Option.none()
                : Option.some(ActorRef.to(spawner.path, life.incarnation()));
    }

    @Override
    public Duration monotonic() {
        return Duration.ofNanos(world.clock().nanos(running().node));
    }

    @Override
    public Instant now() {
        long nanos = world.clock().wallNanos(running().node);
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    @Override
    public boolean isAlive(ActorRef<?> other) {
        Slot asking = running();
        looked = true;
        Slot slot = world.slot(other.path());
        if (slot == null) {
            return false;
        }
        if (slot.node != asking.node) {
            throw new IllegalArgumentException(
                    "isAlive() is of use only on one node: actor="
                            + asking.path
                            + " other="
                            + other);
        }
        return slot.alive
                && (other.incarnation() == ActorRef.ANY || other.incarnation() == slot.incarnation);
    }

    @Override
    public ActorRef<Object> sender() {
        if (sender == null) {
            throw new IllegalStateException(
                    "sender() is of use only in the turn of a message: actor=" + running().path);
        }
        return sender;
    }

    @Override
    public <T> void send(ActorRef<? super T> to, T message) {
        Slot from = running();
        Slot receiver = receiver(to, message);
        Shape shape = from.sends(message);
        issue(
                new Delivery(
                        from.number,
                        from.self,
                        receiver.number,
                        to.incarnation(),
                        message,
                        shape,
                        fingerprint(shape, message),
                        cause));
    }

    private Slot receiver(ActorRef<?> to, Object message) {
        Slot receiver = world.receiver(running(), to.path());
        if (receiver == null) {
            receiver = world.promised(to.path());
        }
        if (receiver == null) {
            throw new IllegalArgumentException(
                    "a message must go to an actor that exists or existed: from="
                            + running().path
                            + " to="
                            + to.path()
                            + " message="
                            + message);
        }
        return receiver;
    }

    @Override
    public <N> ActorRef<N> spawn(String name, Actor<?, N> actor) {
        return spawn(name, actor, false);
    }

    @Override
    public <N> ActorRef<N> spawnLinked(String name, Actor<?, N> actor) {
        return spawn(name, actor, true);
    }

    @SuppressWarnings("unchecked")
    private <N> ActorRef<N> spawn(String name, Actor<?, N> actor, boolean linked) {
        String path = running().path + "/" + name;
        looked = true;
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "the name of a child must be made of letters, digits and . _ -: name="
                            + name
                            + " parent="
                            + running().path);
        }
        Slot slot = world.reserve(running(), path);
        for (int n = 2; isOrphan(slot); n++) {
            path = running().path + "/" + name + "~" + n;
            slot = world.reserve(running(), path);
        }
        if (slot.alive || spawns(path)) {
            throw new IllegalArgumentException("an actor lives at that path: path=" + path);
        }
        Configuration.require(path, actor);
        ActorRef<Object> child = ActorRef.to(path, world.nextLife(slot));
        issue(new Spawn(child, actor, linked));
        return (ActorRef<N>) (ActorRef<?>) child;
    }

    /** Whether an actor lives there that an earlier incarnation of this one spawned. */
    private boolean isOrphan(Slot slot) {
        return slot.alive && slot.parent != null && !slot.parent.equals(running().life());
    }

    private boolean spawns(String path) {
        for (int i = 0; i < issued; i++) {
            if (effects[i] instanceof Spawn spawn && spawn.child.path().equals(path)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void started(@Nullable Object info) {
        running();
        Fingerprint.of(info);
        issue(new Started(info));
    }

    @Override
    public void report(Object event) {
        running();
        Fingerprint.of(event);
        issue(new Report(event));
    }

    @Override
    public boolean buggify(String site) {
        requireName("a fault point", site);
        return world.hazards().fires(running().number, cause, site);
    }

    @Override
    public <T> T choose(String site, Seq<T> options) {
        Slot chooser = running();
        requireName("a choice", site);
        if (options.isEmpty()) {
            throw new IllegalArgumentException(
                    "a choice must have an option, give one at least, the simplest first: choice="
                            + site
                            + " actor="
                            + chooser.path);
        }
        Fingerprint.of(options);
        looked = true;
        int chosen = world.hazards().choose(chooser.number, cause, site, options);
        origin = Fingerprint.fold(origin, chosen);
        return options.get(chosen);
    }

    private static void requireName(String what, String site) {
        if (site.isEmpty() || site.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    "the name of " + what + " must be without blanks: name=" + site);
        }
    }

    @Override
    public void link(ActorRef<?> other) {
        running();
        issue(new Link(other));
    }

    @Override
    public void unlink(ActorRef<?> other) {
        running();
        issue(new Unlink(other));
    }

    @Override
    public void monitor(ActorRef<?> other) {
        running();
        issue(new Monitor(other));
    }

    @Override
    public void demonitor(ActorRef<?> other) {
        running();
        issue(new Demonitor(other));
    }

    @Override
    public void exit(ExitReason reason) {
        running();
        Fingerprint.of(reason);
        issue(new Exit(reason));
    }

    @Override
    public void exit(ActorRef<?> other, ExitReason reason) {
        running();
        Fingerprint.of(reason);
        issue(new SendExit(other, reason));
    }

    @Override
    public void timer(Object message, Duration after) {
        Slot actor = running();
        if (after.isNegative() || after.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "after must be in [0, 292 years]: after="
                            + after
                            + " timer="
                            + message
                            + " actor="
                            + actor.path);
        }
        Shape shape = actor.sets(message);
        issue(
                new Firing(
                        actor.number,
                        message,
                        shape,
                        fingerprint(shape, message),
                        after.toNanos()));
    }

    @Override
    public void cancel(Object message) {
        running();
        issue(new Cancel(message, Fingerprint.of(message)));
    }

    private static long fingerprint(Shape shape, Object message) {
        try {
            return shape.fingerprint(message);
        } catch (NotAValueException refused) {
            return Fingerprint.of(message);
        }
    }

    @Override
    public void complete(Object result) {
        requireOpen("complete");
        Fingerprint.of(result);
        issue(new Complete(result));
    }

    @Override
    public void fail() {
        requireOpen("fail");
        issue(new Fail());
    }

    private void requireOpen(String call) {
        if (!open) {
            throw new IllegalStateException(
                    call + "() needs an open operation: client=" + running().path);
        }
        open = false;
    }

    @Override
    public Disk disk() {
        return this;
    }

    private DiskImage view() {
        if (view == null) {
            // Whether there is room is known when the operation is performed.
            DiskImage disk = world.disk(running().node);
            view =
                    disk.capacity() == DiskImage.UNLIMITED
                            ? disk
                            : disk.withCapacity(DiskImage.UNLIMITED);
        }
        return view;
    }

    private void issue(DiskOp operation) {
        DiskImage before = view();
        view = before.apply(operation);
        if (views.length < 2 * issued + 2) {
            views = Arrays.copyOf(views, 4 * issued + 8);
        }
        views[2 * issued] = before;
        views[2 * issued + 1] = view;
        issue((Object) operation);
    }

    /**
     * What a disk is after the operation that was taken last, if that is known already: the handler
     * was shown it, and nobody has changed the disk meanwhile.
     */
    @Nullable DiskImage shown(DiskImage disk) {
        int at = 2 * (performed - 1);
        return at < views.length && views[at] == disk ? views[at + 1] : null;
    }

    @Override
    public Seq<String> list() {
        reading(DiskFailed.Operation.LIST, "");
        return view().list(running().path);
    }

    @Override
    public Option<byte[]> read(String file) {
        DiskFault.OfOperation fault = reading(DiskFailed.Operation.READ, named(file));
        Option<byte[]> right = view().read(running().path, file);
        return fault instanceof DiskFault.GoesTo(String other, long offset)
                ? right.map(bytes -> from(other, offset, bytes.length))
                : right;
    }

    private byte[] from(String file, long offset, int length) {
        byte[] bytes = view().read(running().path, file).getOrElse(new byte[0]);
        int from = (int) Math.min(offset, bytes.length);
        byte[] read = new byte[length];
        System.arraycopy(bytes, from, read, 0, Math.min(length, bytes.length - from));
        return read;
    }

    /** What goes wrong with a read, other than that it fails. */
    private DiskFault.@Nullable OfOperation reading(DiskFailed.Operation operation, String file) {
        DiskFault.OfOperation fault =
                world.hazards().read(running().number, cause, operation, file);
        if (fault instanceof DiskFault.Fails) {
            throw new DiskFailedException(new DiskFailed(operation, file, DiskFailed.Why.ERROR));
        }
        return fault;
    }

    @Override
    public void append(String file, byte[] bytes) {
        issue(new DiskOp.Write(running().path, named(file), DiskOp.END, bytes.clone()));
    }

    @Override
    public void write(String file, long offset, byte[] bytes) {
        requireSize("offset", file, offset);
        issue(new DiskOp.Write(running().path, named(file), offset, bytes.clone()));
    }

    @Override
    public void truncate(String file, long size) {
        requireSize("size", file, size);
        issue(new DiskOp.Truncate(running().path, named(file), size));
    }

    @Override
    public void rename(String file, String name) {
        issue(new DiskOp.Rename(running().path, named(file), named(name)));
    }

    @Override
    public void delete(String file) {
        issue(new DiskOp.Delete(running().path, named(file)));
    }

    @Override
    public void sync(String file) {
        issue(new DiskOp.Sync(running().path, named(file)));
    }

    @Override
    public void syncFolder() {
        issue(new DiskOp.SyncFolder(running().path));
    }

    private static String named(String file) {
        if (file.isEmpty() || file.indexOf('/') >= 0 || file.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a file name must not be empty or hold a slash: file=" + file);
        }
        return file;
    }

    private static void requireSize(String what, String file, long size) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    what + " must be in [0, 2^31-1]: " + what + "=" + size + " file=" + file);
        }
    }
}
