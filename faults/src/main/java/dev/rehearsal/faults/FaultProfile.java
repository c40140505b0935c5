package dev.rehearsal.faults;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.spelling.Names;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * What goes wrong in a run, and how often: some kinds of fault, each with its options, until the
 * faults stop.
 *
 * <p>Shape: an immutable value; {@link #with(Injector)} and {@link #without} make others. Each kind
 * is there at most once. {@link #toJson} writes it for people, with every option, and {@link #read}
 * reads it.
 *
 * <p>What the system does not claim to survive is left out, whatever the rates: a cluster that
 * declares no crash is never crashed, no disk is lost beyond those it declares, and actors are
 * ended only where somebody starts them again.
 *
 * <p>Determinism: each decision is drawn from the seed, its kind and its name, so that one kind
 * more or less changes no decision of the others.
 *
 * @param name a word for reports
 * @param injectors the kinds of fault, in the order in which they are asked
 * @param healing when the faults stop
 */
public record FaultProfile(String name, Vector<Injector> injectors, Healing healing) {

    /** Nothing goes wrong. */
    public static final FaultProfile CALM = new FaultProfile("calm", Vector.empty(), Healing.USUAL);

    /** A bad network and now and then a crash. */
    public static final FaultProfile LOSSY = new FaultProfile("lossy", Kinds.LOSSY, Healing.USUAL);

    /** Hardly anything goes right. */
    public static final FaultProfile HARSH =
            new FaultProfile("harsh", Kinds.HARSH, new Healing(Duration.ofSeconds(5), 0.5, false));

    private static final Vector<String> NAMES = Vector.of("calm", "lossy", "harsh", "swarm");

    /** Refuses a blank name and a kind that is there twice. */
    public FaultProfile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a profile must have a name: name=" + name);
        }
        Vector<String> labels = injectors.map(Injector::label);
        labels.find(label -> labels.count(label::equals) > 1)
                .forEach(label -> {
                    throw new IllegalArgumentException(
                            "a profile must have each kind at most once: kind=" + label);
                });
    }

    /** The same under another name. */
    public FaultProfile named(String other) {
        return new FaultProfile(other, injectors, healing);
    }

    /** With that kind of fault, instead of what the profile has of its kind. */
    public FaultProfile with(Injector injector) {
        int known = injectors.indexWhere(old -> old.label().equals(injector.label()));
        return new FaultProfile(
                name,
                known < 0 ? injectors.append(injector) : injectors.update(known, injector),
                healing);
    }

    /** Without the kind of that name, whether it is there or not. */
    public FaultProfile without(String label) {
        return new FaultProfile(name, injectors.filter(old -> !old.label().equals(label)), healing);
    }

    /**
     * With another option of one kind: {@code drop.rate=0.3}, {@code hold.span=20ms}. A kind that
     * the profile does not have has its usual options otherwise.
     *
     * @throws IllegalArgumentException when there is no such kind or option, or the value is
     *     refused
     */
    public FaultProfile with(String override) {
        int dot = override.indexOf('.');
        int equals = override.indexOf('=', dot + 1);
        if (dot < 0 || equals < 0) {
            throw new IllegalArgumentException(
                    "an override must have the form kind.option=value: override=" + override);
        }
        String label = override.substring(0, dot).strip();
        return with(
                injector(label)
                        .getOrElse(() -> Injector.named(label))
                        .with(
                                override.substring(dot + 1, equals).strip(),
                                override.substring(equals + 1).strip()));
    }

    /** What the profile has of a kind. */
    public Option<Injector> injector(String label) {
        return injectors.find(injector -> injector.label().equals(label));
    }

    /** With another end of the faults. */
    public FaultProfile with(Healing other) {
        return new FaultProfile(name, injectors, other);
    }

    /** With no fault from that time on. */
    public FaultProfile quietAfter(Duration time) {
        return with(new Healing(time, healing.quorumRate(), healing.quorumProtected()));
    }

    /** With only a quorum healed at that rate. */
    public FaultProfile healingQuorums(double rate) {
        return with(new Healing(healing.after(), rate, healing.quorumProtected()));
    }

    /** With a minority, drawn for the run, as the only one that is hurt. */
    public FaultProfile protectingQuorums() {
        return with(new Healing(healing.after(), healing.quorumRate(), true));
    }

    /**
     * The profile of a run: a ready one by its name, or for {@code swarm} the one that the seed
     * draws.
     *
     * @throws IllegalArgumentException when there is none of that name, with the nearest names
     */
    public static FaultProfile named(String name, long seed) {
        return switch (name) {
            case "calm" -> CALM;
            case "lossy" -> LOSSY;
            case "harsh" -> HARSH;
            case "swarm" -> swarm(seed);
            default ->
                    throw new IllegalArgumentException(
                            "no fault profile '" + name + "'" + Names.suggest(name, NAMES));
        };
    }

    /**
     * A profile of its own for each seed. Each kind of {@link #HARSH} is on with even odds and each
     * other kind in one run of eight, with an intensity between a hundredth and the whole of its
     * usual rate, drawn so that each order of magnitude is as likely. In every second run a quorum
     * is protected, and in every second one only a quorum may be healed.
     *
     * <p>Source: Groce et al., <i>Swarm Testing</i>, ISSTA 2012.
     */
    public static FaultProfile swarm(long seed) {
        Draw draw = Draw.seed(seed).in("swarm");
        Vector<Injector> drawn =
                Kinds.ALL.flatMap(kind -> {
                    Draw own = draw.in(kind.label());
                    Option<Injector> harsh = HARSH.injector(kind.label());
                    return own.in("on").chance(harsh.isDefined() ? 0.5 : 0.125)
                            ? Option.some(
                                    harsh.getOrElse(kind)
                                            .scaled(
                                                    StrictMath.pow(
                                                            100, -own.in("how-much").unit())))
                            : Option.none();
                });
        return new FaultProfile(
                "swarm",
                drawn,
                new Healing(
                        HARSH.healing.after(),
                        draw.in("quorum").in("on").chance(0.5) ? 0.5 : 0,
                        draw.in("protected").chance(0.5)));
    }

    /**
     * The profile as JSON for people, with every option.
     *
     * <p>The kinds of fault are listed in their order; times are texts with their unit.
     */
    public String toJson() {
        return ProfileFile.write(this);
    }

    /**
     * Reads a profile as {@link #toJson} writes it. Every option must be there.
     *
     * @throws IllegalArgumentException when it is something else, with what and where
     */
    public static FaultProfile read(String json) {
        return ProfileFile.read(json);
    }

    /** The adversary that draws from this profile for one run of a cluster. */
    public Adversary adversary(Cluster cluster, long seed) {
        return new ProfileAdversary(this, cluster, Draw.seed(seed));
    }
}
