package dev.rehearsal.faults;

import dev.rehearsal.draw.Draw;

/**
 * Fault points in the code fire, those that actors mark with {@link
 * dev.rehearsal.actor.Context#buggify}.
 *
 * @param rate for each point, whether it is on in the run; usually 0.25
 * @param fireRate for each time that a point that is on is reached; usually 0.25
 */
public record FaultPoints(double rate, double fireRate) implements OfSites {

    /** Refuses what is no probability. */
    public FaultPoints {
        Options.requireRate("rate", rate);
        Options.requireRate("fireRate", fireRate);
    }

    @Override
    public String label() {
        return "buggify";
    }

    @Override
    public Part sites(Scene scene) {
        Draw draw = scene.draw();
        return (key, site, _) ->
                draw.in(site).chance(rate) && Scene.chance(draw.bits(), key, fireRate);
    }
}
