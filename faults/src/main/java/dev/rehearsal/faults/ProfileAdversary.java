package dev.rehearsal.faults;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;

/** Asks the injectors of a profile, each with the draws of its own kind. */
final class ProfileAdversary implements Adversary {

    /** The source of what a server that is left broken suffers. */
    private static final String CUT_FOR_GOOD = "cut-for-good";

    /** The part of an injector that answers with a departure, and who it is. */
    private record Counted<P>(Injector injector, P part) {}

    private final FaultProfile profile;
    private final Cluster cluster;
    private final Draw draw;
    private final Draw choices;
    private final long healNanos;
    private final Vector<String> minority;
    private final Heal heal;
    private final HashMap<Departure, Injector> origins = new HashMap<>();
    private final HashMap<Integer, Injector> blocks = new HashMap<>();
    private final HashMap<String, Injector> partitions = new HashMap<>();
    private final HashMap<String, String> victims = new HashMap<>();
    private final Vector<Injector> active;
    private final boolean cutsTurns;
    private final boolean troublesDisks;
    private final List<Counted<OfTurns.Part>> turns = new ArrayList<>();
    private final List<Counted<OfDisks.Part>> disks = new ArrayList<>();
    private final List<Counted<OfTimers.Part>> timers = new ArrayList<>();
    private final List<OfSites.Part> sites = new ArrayList<>();
    private @Nullable View world;
    private OfMessages.Part[] messages = {};
    private Vector<Departure.Incident> incidents = Vector.empty();

    ProfileAdversary(FaultProfile profile, Cluster cluster, Draw draw) {
        this.profile = profile;
        this.cluster = cluster;
        this.draw = draw;
        this.choices = draw.in("choice");
        this.active = profile.injectors().filter(injector -> injector.rate() > 0);
        this.cutsTurns = active.exists(OfTurns.class::isInstance);
        this.troublesDisks = active.exists(OfDisks.class::isInstance);
        this.healNanos = profile.healing().after().toNanos();
        this.minority =
                profile.healing().quorumProtected() || active.exists(Losses.class::isInstance)
                        ? cluster.servers()
                                .filter(some("unprotected", cluster.crashesAtOnce())::contains)
                        : Vector.empty();
        this.heal = drawnHeal();
    }

    @Override
    public void begin(View opened) {
        world = opened;
        origins.clear();
        blocks.clear();
        partitions.clear();
        victims.clear();
        turns.clear();
        disks.clear();
        timers.clear();
        sites.clear();
        Vector<String> targets = profile.healing().quorumProtected() ? minority : cluster.servers();
        // Of one order, so that what may be lost may be damaged, too.
        Vector<String> breakable = some("breakable", cluster.disksLost());
        Vector<String> damageable = some("breakable", cluster.disksDamaged());
        Vector<OfMessages.Part> ofMessages = Vector.empty();
        Vector<Departure.Incident> befalling = Vector.empty();
        Scene stage =
                new Scene(
                        cluster, opened, draw, healNanos, targets, minority, breakable, damageable);
        for (Injector injector : active) {
            Scene scene = stage.with(draw.in(injector.label()));
            if (injector instanceof OfMessages of) {
                ofMessages = ofMessages.append(of.messages(scene));
            }
            if (injector instanceof OfTurns of) {
                turns.add(new Counted<>(injector, of.turns(scene)));
            }
            if (injector instanceof OfDisks of) {
                disks.add(new Counted<>(injector, of.disks(scene)));
            }
            if (injector instanceof OfTimers of) {
                timers.add(new Counted<>(injector, of.timers(scene)));
            }
            if (injector instanceof OfSites of) {
                sites.add(of.sites(scene));
            }
            if (injector instanceof OfIncidents of) {
                Vector<Departure.Incident> own = of.incidents(scene);
                own.forEach(incident -> drawnBy(incident, injector));
                befalling = befalling.appendAll(own);
            }
        }
        messages = ofMessages.toJavaArray(OfMessages.Part[]::new);
        incidents = befalling.appendAll(cutForGood());
    }

    /**
     * Servers that are left broken at the heal time are cut off just before it, so that they stay
     * so: each direction of each of their links with even odds.
     */
    private Vector<Departure.Incident> cutForGood() {
        Vector<String> others = cluster.servers().appendAll(cluster.clients());
        Vector<Departure.Incident> cuts = Vector.empty();
        for (String node : heal.broken()) {
            Draw own = draw.in("heal").in("links").in(node);
            Vector<Link> links =
                    others.remove(node)
                            .flatMap(other ->
                                    Vector.of(new Link(node, other), new Link(other, node)))
                            .filter(link -> own.in(link.from()).in(link.to()).chance(0.5));
            if (!links.isEmpty()) {
                cuts =
                        cuts.append(
                                new Departure.Partition(
                                        CUT_FOR_GOOD + "-" + node,
                                        0,
                                        new Point.At(healNanos - 1),
                                        1_000_000_000,
                                        links));
            }
        }
        return cuts;
    }

    /** Some servers, drawn for the run. */
    private Vector<String> some(String what, int count) {
        if (count == 0) {
            return Vector.empty();
        }
        return cluster.servers().sortBy(node -> draw.in(what).in(node).bits()).take(count);
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        if (world == null) {
            throw new IllegalStateException(
                    "an adversary must be told that a run begins: profile=" + profile.name());
        }
        if (nowNanos >= healNanos) {
            return;
        }
        for (OfMessages.Part part : messages) {
            part.decide(message, key, nowNanos, decision);
            if (decision.isDropped()) {
                return;
            }
        }
    }

    @Override
    public Vector<Departure.Incident> incidents() {
        return incidents;
    }

    private void drawnBy(Departure.Incident incident, Injector injector) {
        if (incident instanceof Departure.Partition partition) {
            partitions.put(partition.target(), injector);
        } else {
            blocks.put(block(incident), injector);
        }
    }

    /** Kinds with one form have blocks of slots of their own. */
    private static int block(Departure.Incident incident) {
        return incident.kind().ordinal() * Scene.SLOTS + incident.slot() / Scene.SLOTS;
    }

    /** Who has decided on it, as it was decided; null when nobody here has. */
    private @Nullable Injector origin(Departure departure) {
        return switch (departure) {
            case Departure.Partition partition -> partitions.get(partition.target());
            case Departure.Incident incident -> blocks.get(block(incident));
            case Departure.OfMessage _,
                    Departure.Cut _,
                    Departure.Hang _,
                    Departure.OfDisk _,
                    Departure.OfOccasion _ ->
                    origins.get(departure);
        };
    }

    @Override
    public String source(Departure departure) {
        if (departure instanceof Departure.Partition partition
                && partition.target().startsWith(CUT_FOR_GOOD)) {
            return CUT_FOR_GOOD;
        }
        Injector injector = origin(departure);
        return injector == null ? departure.kind().label() : injector.label();
    }

    @Override
    public Aftermath aftermath(Departure loss, Aftermath planned, DiskImage disk) {
        return loss instanceof Departure.Crash crash && origin(crash) instanceof OfIncidents of
                ? of.aftermath(crash, disk, own(of, crash))
                : planned;
    }

    private Draw own(Injector injector, Departure.Incident incident) {
        return draw.in(injector.label()).in(incident.target()).in(incident.slot()).in("then");
    }

    @Override
    public @Nullable String victim(Departure.Kill kill, Vector<String> living) {
        if (origin(kill) instanceof OfIncidents of) {
            String pair = of.label() + "#" + kill.slot() / 2;
            String victim = of.victim(kill, living, own(of, kill), victims.get(pair));
            if (victim != null) {
                victims.put(pair, victim);
            }
            return victim;
        }
        return kill.target();
    }

    @Override
    public boolean cutsTurns() {
        return cutsTurns;
    }

    @Override
    public Departure.@Nullable Cut cut(
            Action turn, long key, Supplier<TurnName> name, int effects, long nowNanos) {
        for (Counted<OfTurns.Part> one : turns) {
            Departure.Cut cut = one.part.cut(turn, key, name, effects, nowNanos);
            if (cut != null) {
                origins.put(cut, one.injector);
                return cut;
            }
        }
        return null;
    }

    @Override
    public Departure.@Nullable Hang hang(
            Action turn, long key, Supplier<TurnName> name, long nowNanos) {
        for (Counted<OfTurns.Part> one : turns) {
            Departure.Hang hang = one.part.hang(turn, key, name, nowNanos);
            if (hang != null) {
                origins.put(hang, one.injector);
                return hang;
            }
        }
        return null;
    }

    @Override
    public boolean troublesDisks() {
        return troublesDisks;
    }

    @Override
    public Departure.@Nullable OfDisk disk(
            int actor,
            DiskFailed.Operation operation,
            long key,
            Supplier<DiskName> name,
            long nowNanos) {
        for (Counted<OfDisks.Part> one : disks) {
            Departure.OfDisk found = one.part.decide(actor, operation, key, name, nowNanos);
            if (found != null) {
                origins.put(found, one.injector);
                return found;
            }
        }
        return null;
    }

    @Override
    public boolean mistimes() {
        return !timers.isEmpty();
    }

    @Override
    public Departure.@Nullable Mistimed timer(
            long key, Supplier<Occasion> name, Firing timer, long nowNanos) {
        long own = Math.max(1, timer.afterNanos());
        for (Counted<OfTimers.Part> one : timers) {
            long after = one.part.after(timer, key, nowNanos, own);
            if (after != own) {
                Departure.Mistimed mistimed = new Departure.Mistimed(name.get(), after);
                origins.put(mistimed, one.injector);
                return mistimed;
            }
        }
        return null;
    }

    @Override
    public boolean fires(long key, Supplier<Occasion> name, String site, long nowNanos) {
        for (OfSites.Part part : sites) {
            if (part.fires(key, site, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
        return new Draw(Fingerprint.fold(choices.bits(), key)).below(options);
    }

    @Override
    public Departure.@Nullable Spoil spoilt(Departure.Spoil planned, DiskImage disk) {
        if (world == null || !(origin(planned) instanceof OfIncidents of)) {
            return planned;
        }
        Vector<String> folders = Vector.empty();
        for (int actor = 0; actor < world.actors(); actor++) {
            if (world.name(world.nodeOf(actor)).equals(planned.target())) {
                folders = folders.append(world.path(actor));
            }
        }
        return of.spoilt(planned, disk, folders, own(of, planned));
    }

    @Override
    public Heal heal() {
        return heal;
    }

    /**
     * When the faults stop, and who is not healed then. Of the servers that are not, each loses
     * power or is left broken, with even odds.
     */
    private Heal drawnHeal() {
        for (Injector injector : active) {
            if (injector instanceof Losses losses) {
                Vector<String> lost = losses.lost(minority, draw.in(injector.label()));
                if (!lost.isEmpty()) {
                    return new Heal(healNanos, lost);
                }
            }
        }
        Draw own = draw.in("heal");
        if (cluster.crashesAtOnce() == 0
                || !own.in("whether").chance(profile.healing().quorumRate())) {
            return Heal.at(healNanos);
        }
        int lost = 1 + own.in("how-many").below(cluster.crashesAtOnce());
        Vector<String> drawn =
                (profile.healing().quorumProtected() ? minority : cluster.servers())
                        .sortBy(node -> own.in("lost").in(node).bits())
                        .take(lost);
        Vector<String> unhealed = cluster.servers().filter(drawn::contains);
        Vector<String> broken = unhealed.filter(node -> own.in("runs-on").in(node).chance(0.5));
        return new Heal(healNanos, unhealed.removeAll(broken), broken);
    }
}
