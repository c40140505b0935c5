package dev.rehearsal.faults;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;

/** Asks the injectors of a profile, each with the draws of its own kind. */
final class ProfileAdversary implements Adversary {

    private final FaultProfile profile;
    private final Cluster cluster;
    private final Draw draw;
    private final long healNanos;
    private final Heal heal;
    private final HashMap<Departure, Injector> origins = new HashMap<>();
    private final HashMap<Departure, String> victims = new HashMap<>();
    private OfMessages.Part[] messages = {};
    private Vector<Departure.Incident> incidents = Vector.empty();

    ProfileAdversary(FaultProfile profile, Cluster cluster, Draw draw) {
        this.profile = profile;
        this.cluster = cluster;
        this.draw = draw;
        this.healNanos = profile.healing().after().toNanos();
        this.heal = heal(profile, cluster, draw.in("heal"));
    }

    @Override
    public void begin(View world) {
        Vector<String> targets = cluster.servers();
        if (profile.healing().quorumProtected()) {
            Vector<String> hurt = some("unprotected", cluster.crashesAtOnce());
            targets = targets.filter(hurt::contains);
        }
        Vector<String> breakable = some("breakable", cluster.disksLost());
        Vector<OfMessages.Part> ofMessages = Vector.empty();
        Vector<Departure.Incident> befalling = Vector.empty();
        for (Injector injector : profile.injectors()) {
            Scene scene =
                    new Scene(
                            cluster,
                            world,
                            draw.in(injector.label()),
                            healNanos,
                            targets,
                            breakable);
            if (injector instanceof OfMessages of && injector.rate() > 0) {
                ofMessages = ofMessages.append(of.messages(scene));
            }
            if (injector instanceof OfIncidents of && injector.rate() > 0) {
                Vector<Departure.Incident> own = of.incidents(scene);
                own.forEach(incident -> origins.put(incident, injector));
                befalling = befalling.appendAll(own);
            }
        }
        messages = ofMessages.toJavaArray(OfMessages.Part[]::new);
        incidents = befalling;
    }

    /** Some servers, drawn for the run. */
    private Vector<String> some(String what, int count) {
        return cluster.servers().sortBy(node -> draw.in(what).in(node).bits()).take(count);
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
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

    @Override
    public String source(Departure departure) {
        Injector injector = origins.get(departure);
        return injector == null ? departure.kind().label() : injector.label();
    }

    @Override
    public Aftermath aftermath(Departure loss, Aftermath planned, DiskImage disk) {
        return loss instanceof Departure.Crash crash && origins.get(crash) instanceof OfIncidents of
                ? of.aftermath(crash, disk, own(of, crash))
                : planned;
    }

    private Draw own(Injector injector, Departure.Incident incident) {
        return draw.in(injector.label()).in(incident.target()).in(incident.slot()).in("then");
    }

    @Override
    public @Nullable String victim(Departure.Kill kill, Vector<String> living) {
        if (origins.get(kill) instanceof OfIncidents of) {
            String victim = of.victim(kill, living, own(of, kill), victims.get(kill));
            return victim;
        }
        return kill.target();
    }

    @Override
    public Heal heal() {
        return heal;
    }

    private static Heal heal(FaultProfile profile, Cluster cluster, Draw draw) {
        long nanos = profile.healing().after().toNanos();
        double rate = profile.healing().quorumRate();
        if (cluster.crashesAtOnce() == 0 || !draw.in("whether").chance(rate)) {
            return Heal.at(nanos);
        }
        int lost = 1 + draw.in("how-many").below(cluster.crashesAtOnce());
        Vector<String> drawn =
                cluster.servers().sortBy(node -> draw.in("lost").in(node).bits()).take(lost);
        return new Heal(nanos, cluster.servers().filter(drawn::contains));
    }
}
