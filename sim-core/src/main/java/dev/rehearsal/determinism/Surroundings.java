package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/** What a JVM has around a run that must not matter. */
final class Surroundings {

    private Surroundings() {}

    /** One of two, drawn by each JVM when it starts. */
    static String setOrder() {
        return String.join("", Set.of("a", "b"));
    }

    /** The flags of a JVM in which as much as possible is other than here. */
    static Vector<String> perturbed() {
        boolean turkish = Locale.getDefault().getLanguage().equals("tr");
        boolean kathmandu = TimeZone.getDefault().getID().equals("Asia/Kathmandu");
        boolean latin = Charset.defaultCharset().name().equals("ISO-8859-1");
        boolean alone = Runtime.getRuntime().availableProcessors() == 1;
        return Vector.of(
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=3",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=" + (alone ? 3 : 1),
                "-Xss512k",
                "-Xmx300m",
                "-Duser.language=" + (turkish ? "ar" : "tr"),
                "-Duser.country=" + (turkish ? "EG" : "TR"),
                "-Duser.timezone=" + (kathmandu ? "Pacific/Apia" : "Asia/Kathmandu"),
                "-Dfile.encoding=" + (latin ? "UTF-8" : "ISO-8859-1"));
    }
}
