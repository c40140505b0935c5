import com.google.googlejavaformat.java.Main;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks, or mends, the layout of every Java source of the project with google-java-format.
 *
 * <p>The build runs it once for the whole tree, as a source file, on the JDK that compiles: the
 * formatter uses javac's own parser, and the JVM that runs Maven may be too old for our syntax. The
 * digests of texts known to be well laid out are kept below {@code target}, so that a build pays
 * for the files that changed only. What is not well laid out is named on standard error and in the
 * file {@code target/format/unformatted}, which the build refuses.
 *
 * <p>Arguments: {@code check} or {@code write}, the repository's root, the formatter's version and
 * the folders to look at, relative to the root, separated by commas (empty: everything).
 */
final class Format {

    /** Where a long text is broken, its parts are indented by the next round only. */
    private static final int ROUNDS_MAX = 5;

    public static void main(String[] args) throws Exception {
        boolean write = args[0].equals("write");
        Path root = Path.of(args[1]);
        Path known = root.resolve("target/format/known-" + args[2]);
        Path unformatted = root.resolve("target/format/unformatted");
        Files.deleteIfExists(unformatted);
        Set<String> digests =
                new TreeSet<>(Files.exists(known) ? Files.readAllLines(known) : List.of());

        List<String> changed = new ArrayList<>();
        for (Path source : sources(root, args.length > 3 ? args[3] : "")) {
            if (!digests.contains(digest(source))) {
                changed.add(source.toString());
            }
        }
        if (changed.isEmpty()) {
            return;
        }

        Answer answer = format(List.of("--dry-run", "--set-exit-if-changed"), changed);
        for (int round = 0; write && round < ROUNDS_MAX && !answer.listed.isEmpty(); round++) {
            format(List.of("--replace"), List.copyOf(answer.listed));
            answer = format(List.of("--dry-run", "--set-exit-if-changed"), changed);
        }
        if (answer.code != 0) {
            answer.listed.forEach(
                    file -> System.err.println("not formatted: " + root.relativize(Path.of(file))));
            System.err.print(answer.errors);
            Files.createDirectories(unformatted.getParent());
            Files.write(unformatted, answer.listed);
        }
        if (answer.errors.isEmpty()) {
            for (String source : changed) {
                if (!answer.listed.contains(source)) {
                    digests.add(digest(Path.of(source)));
                }
            }
            Files.createDirectories(known.getParent());
            Files.write(known, digests);
        }
        System.exit(answer.code);
    }

    private record Answer(int code, Set<String> listed, String errors) {}

    private static Answer format(List<String> how, List<String> files) throws Exception {
        StringWriter listed = new StringWriter();
        StringWriter errors = new StringWriter();
        List<String> call = new ArrayList<>(List.of("--aosp"));
        call.addAll(how);
        call.addAll(files);
        int code =
                new Main(
                                new PrintWriter(listed, true),
                                new PrintWriter(errors, true),
                                new ByteArrayInputStream(new byte[0]))
                        .format(call.toArray(String[]::new));
        return new Answer(
                code, new TreeSet<>(listed.toString().lines().toList()), errors.toString());
    }

    private static List<Path> sources(Path root, String only) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (only.isEmpty()) {
            folders.add(root.resolve(".mvn"));
            try (Stream<Path> modules = Files.list(root)) {
                modules.map(module -> module.resolve("src"))
                        .filter(Files::isDirectory)
                        .forEach(folders::add);
            }
        } else {
            for (String folder : only.split(",")) {
                folders.add(root.resolve(folder));
            }
        }
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static String digest(Path source) throws IOException, NoSuchAlgorithmException {
        byte[] text = Files.readAllBytes(source);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    }
}
