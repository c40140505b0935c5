package dev.rehearsal.campaign;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * What a command has to be told by {@code --classpath} to find scenarios that are not ours.
 *
 * <p>Shape: the folders and jars that the campaign was told of. A campaign that a test makes was
 * told of none: its scenarios are on the class path of the test. Then come the folder or jar of
 * each such scenario, and the folders of that class path, in its order: what is compiled here. Its
 * jars are left out, of which a test has dozens; a scenario that needs one of them says so to the
 * campaign.
 *
 * <p>Paths below the working folder are written from there, as commands are called there.
 */
final class OwnClasses {

    private OwnClasses() {}

    static Vector<Path> of(Campaign campaign) {
        return of(
                campaign.classPath,
                campaign.settings.flatMap(one -> place(one.scenario().getClass())),
                place(Campaign.class),
                System.getProperty("java.class.path"));
    }

    /**
     * The same.
     *
     * @param told what the campaign was told of
     * @param scenarios where each scenario is
     * @param ours where those of the catalogue are, which every command finds
     * @param classPath of this process
     */
    static Vector<Path> of(
            Vector<Path> told, Vector<Path> scenarios, Option<Path> ours, String classPath) {
        Vector<Path> known = told.map(OwnClasses::whole);
        Vector<Path> others =
                scenarios.filter(place -> !ours.contains(place) && !known.contains(place));
        if (others.isEmpty()) {
            return told;
        }
        Vector<Path> folders =
                Vector.of(classPath.split(File.pathSeparator))
                        .map(entry -> whole(Path.of(entry)))
                        .filter(entry -> Files.isDirectory(entry) && !ours.contains(entry));
        return told.appendAll(others.appendAll(folders).distinct().map(OwnClasses::fromHere));
    }

    /** The folder or jar of a class, if it is in one. */
    static Option<Path> place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            return Option.none();
        }
        try {
            return Option.some(whole(Path.of(source.getLocation().toURI())));
        } catch (URISyntaxException e) {
            throw new CampaignException(
                    "a scenario must be in a folder or jar that has a name: class="
                            + type.getName()
                            + ": "
                            + e,
                    e);
        }
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path fromHere(Path path) {
        Path here = whole(Path.of(""));
        return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
    }
}
