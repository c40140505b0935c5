package dev.rehearsal.faults;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Names;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * How often what goes wrong, for how long.
 *
 * <p>Rates are probabilities for each message between nodes, or for each node and span of time;
 * times are simulated. What the system does not claim to survive is left out: a cluster that
 * declares no crash is never crashed, whatever the rate.
 *
 * @param dropRate a message is lost
 * @param duplicateRate a message is delivered a second time
 * @param duplicateSpan the second delivery comes up to this long after the message was sent, mostly
 *     early
 * @param holdRate a message takes longer than the base latency, and others may overtake it
 * @param holdSpan how long it takes at the most, mostly less
 * @param slowRate a link between two servers, in one direction, is slow for the whole run
 * @param slowSpan how much longer each message takes on a slow link at the most
 * @param clientShare the share of {@code dropRate} and {@code holdRate} that messages to and from
 *     clients suffer: a client that hears nothing sees no bug
 * @param crashRate a server crashes in a span of {@code crashSpan}
 * @param crashSpan the span of time for which a crash is drawn
 * @param downMin the shortest time that a server stays down
 * @param downMax the longest
 * @param keepRate a change that was not synced before a crash is on the disk all the same; the
 *     first that is not ends it
 * @param quietAfter when the faults stop: the heal time of the run
 * @param quorumRate at the heal time, instead of everything, only a quorum is healed: between one
 *     and as many servers as the cluster survives, drawn for the run, lose power and never boot
 *     again. A probability for the whole run; 0 in {@code calm} and {@code lossy}, 0.5 in {@code
 *     harsh}
 */
public record FaultProfile(
        String name,
        double dropRate,
        double duplicateRate,
        Duration duplicateSpan,
        double holdRate,
        Duration holdSpan,
        double slowRate,
        Duration slowSpan,
        double clientShare,
        double crashRate,
        Duration crashSpan,
        Duration downMin,
        Duration downMax,
        double keepRate,
        Duration quietAfter,
        double quorumRate) {

    /** Nothing goes wrong. */
    public static final FaultProfile CALM =
            new FaultProfile(
                    "calm",
                    0,
                    0,
                    ofMillis(1),
                    0,
                    ofMillis(1),
                    0,
                    ofMillis(1),
                    1,
                    0,
                    ofMillis(1),
                    ofMillis(1),
                    ofMillis(1),
                    0,
                    ofSeconds(2),
                    0);

    /** A bad network and now and then a crash. */
    public static final FaultProfile LOSSY =
            CALM.named("lossy")
                    .dropping(0.05)
                    .duplicating(0.15, ofMillis(100))
                    .holding(0.5, ofMillis(50))
                    .slowingLinks(0.4, ofMillis(50))
                    .sparingClients(0.1)
                    .crashing(0.2, ofMillis(20))
                    .stayingDown(ofMillis(2), ofMillis(40))
                    .keeping(0.5);

    /** Hardly anything goes right. */
    public static final FaultProfile HARSH =
            CALM.named("harsh")
                    .dropping(0.2)
                    .duplicating(0.2, ofMillis(300))
                    .holding(0.5, ofMillis(200))
                    .slowingLinks(0.4, ofMillis(100))
                    .sparingClients(0.5)
                    .crashing(0.4, ofMillis(50))
                    .stayingDown(ofMillis(1), ofMillis(200))
                    .keeping(0.5)
                    .quietAfter(ofSeconds(5))
                    .healingQuorums(0.5);

    private static final Vector<String> NAMES = Vector.of("calm", "lossy", "harsh", "swarm");

    /** Refuses rates that are no probabilities and spans that are not positive. */
    public FaultProfile {
        requireRate("dropRate", dropRate);
        requireRate("duplicateRate", duplicateRate);
        requireRate("holdRate", holdRate);
        requireRate("slowRate", slowRate);
        requireRate("clientShare", clientShare);
        requireRate("crashRate", crashRate);
        requireRate("keepRate", keepRate);
        requireRate("quorumRate", quorumRate);
        requirePositive("duplicateSpan", duplicateSpan);
        requirePositive("holdSpan", holdSpan);
        requirePositive("slowSpan", slowSpan);
        requirePositive("crashSpan", crashSpan);
        requirePositive("downMin", downMin);
        requirePositive("quietAfter", quietAfter);
        if (downMax.compareTo(downMin) < 0) {
            throw new IllegalArgumentException(
                    "downMax must be at least downMin: downMin=" + downMin + " downMax=" + downMax);
        }
    }

    private static void requireRate(String what, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1]: " + what + "=" + rate);
        }
    }

    private static void requirePositive(String what, Duration span) {
        if (!span.isPositive()) {
            throw new IllegalArgumentException(what + " must be positive: " + what + "=" + span);
        }
    }

    /** The same under another name. */
    public FaultProfile named(String other) {
        return new FaultProfile(
                other,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /** With messages lost at that rate. */
    public FaultProfile dropping(double rate) {
        return new FaultProfile(
                name,
                rate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /**
     * With messages delivered a second time at that rate, up to {@code span} after they were sent.
     */
    public FaultProfile duplicating(double rate, Duration span) {
        return new FaultProfile(
                name,
                dropRate,
                rate,
                span,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /** With messages held at that rate, for up to {@code span}. */
    public FaultProfile holding(double rate, Duration span) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                rate,
                span,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /** With links between servers slow at that rate, by up to {@code span}. */
    public FaultProfile slowingLinks(double rate, Duration span) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                rate,
                span,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /** With that share of drops and holds for messages to and from clients. */
    public FaultProfile sparingClients(double share) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                share,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /** With a crash of each server at that rate in each span of that length. */
    public FaultProfile crashing(double rate, Duration span) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                rate,
                span,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /** With crashed servers down for between {@code min} and {@code max}. */
    public FaultProfile stayingDown(Duration min, Duration max) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                min,
                max,
                keepRate,
                quietAfter,
                quorumRate);
    }

    /** With changes that were not synced kept at that rate. */
    public FaultProfile keeping(double rate) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                rate,
                quietAfter,
                quorumRate);
    }

    /** With no fault from that time on. */
    public FaultProfile quietAfter(Duration time) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                time,
                quorumRate);
    }

    /** With only a quorum healed at that rate. */
    public FaultProfile healingQuorums(double rate) {
        return new FaultProfile(
                name,
                dropRate,
                duplicateRate,
                duplicateSpan,
                holdRate,
                holdSpan,
                slowRate,
                slowSpan,
                clientShare,
                crashRate,
                crashSpan,
                downMin,
                downMax,
                keepRate,
                quietAfter,
                rate);
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
     * A profile of its own for each seed: each kind of fault is on with even odds, with an
     * intensity between a hundredth and the whole of {@link #HARSH}, drawn so that each order of
     * magnitude is as likely.
     *
     * <p>Source: Groce et al., <i>Swarm Testing</i>, ISSTA 2012.
     */
    public static FaultProfile swarm(long seed) {
        Draw draw = Draw.seed(seed).in("swarm");
        return HARSH.named("swarm")
                .dropping(intensity(draw.in("drop")) * HARSH.dropRate)
                .duplicating(
                        intensity(draw.in("duplicate")) * HARSH.duplicateRate, HARSH.duplicateSpan)
                .holding(intensity(draw.in("hold")) * HARSH.holdRate, HARSH.holdSpan)
                .slowingLinks(intensity(draw.in("slow")) * HARSH.slowRate, HARSH.slowSpan)
                .sparingClients(draw.in("client-share").unit())
                .crashing(intensity(draw.in("crash")) * HARSH.crashRate, HARSH.crashSpan)
                .keeping(draw.in("keep").unit())
                .healingQuorums(draw.in("quorum").in("on").chance(0.5) ? 0.5 : 0);
    }

    private static double intensity(Draw draw) {
        return draw.in("on").chance(0.5) ? StrictMath.pow(100, -draw.in("how-much").unit()) : 0;
    }

    /** The adversary that draws from this profile for one run of a cluster. */
    public Adversary adversary(Cluster cluster, long seed) {
        return new ProfileAdversary(this, cluster, Draw.seed(seed));
    }
}
