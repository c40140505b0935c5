package dev.rehearsal.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The script {@code rehearse}, started as its users start it, among Java homes and a Maven that
 * only say what they were asked.
 *
 * <p>Over 500 lines because all cases share the faked machine below.
 *
 * <p>Nothing of the machine shows through but the shell and the tools that the script names: the
 * environment is empty, the folders looked at are below the test's own, and no JVM is started.
 *
 * <p>A test reads from processes, which no interrupt ends: its thread is given up when the time is
 * over, and what it started is ended from outside, which ends its reading too.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
    private static final String JAVA =
            """
            #!/bin/sh
            if [ "$1" = -XshowSettings:properties ]; then
                echo "Picked up JAVA_TOOL_OPTIONS: -XX:+UseParallelGC" >&2
                echo "    java.home = HOME" >&2
                echo "    java.version = VERSION" >&2
                exit 0
            fi
            [ -z "${FAKE_TELLS:-}" ] || echo "called as $REHEARSE_COMMAND" >&2
            echo "java VERSION of process $$ in $(pwd)"
            for argument in "$@"; do
                printf '<%s>\\n' "$argument"
            done
            exit "${FAKE_EXIT:-0}"
            """;

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "what Maven prints"
            echo "called on ${JAVA_HOME:-no Java of its own}" >>"$FAKE_ROOT/calls"
            if [ -e "$FAKE_ROOT/gate" ]; then
                cat "$FAKE_ROOT/gate"
            fi
            if [ "${FAKE_EXIT:-0}" = 0 ]; then
                mkdir -p "$FAKE_ROOT/scenarios/target"
                echo jar >"$FAKE_ROOT/scenarios/target/rehearsal.jar"
            fi
            exit "${FAKE_EXIT:-0}"
            """;

    @TempDir Path temp;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Process> started = new CopyOnWriteArrayList<>();
    private Path script;
    private Path folder;
    private Path tools;
    private Path jar;

    @BeforeEach
    void prepareMachine() throws IOException {
        script = theScript();
        folder = temp;
        tools = Files.createDirectories(temp.resolve("tools"));
        for (String tool :
                "cat dirname env find head mkdir mv readlink rm sed sleep sort".split(" ")) {
            executable(tools.resolve(tool), "#!/bin/sh\nexec '" + onThePath(tool) + "' \"$@\"\n");
        }
        jar = Files.writeString(temp.resolve("prebuilt.jar"), "jar");
        environment.put("PATH", tools.toString());
        environment.put("HOME", temp.resolve("home").toString());
        environment.put("REHEARSE_JAVA_SEARCH", temp.resolve("jvm") + "/*");
        environment.put("REHEARSE_JAR", jar.toString());
    }

    @AfterEach
    void endWhatWasStarted() {
        for (Process process : started) {
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }

    // ---------------------------------------------------------------------------- finding a Java

    @Test
    void override_tooOld_isRefusedAlthoughAnotherWouldSuit() throws Exception {
        Path old = java("old", "24.0.2");
        environment.put("REHEARSE_JAVA_HOME", old.toString());
        environment.put("JAVA_HOME", java("new", "25.0.3").toString());

        Result result = rehearse();

        assertEquals(69, result.code);
        assertEquals(List.of(), result.out);
        assertEquals(
                "rehearse: REHEARSE_JAVA_HOME must name a Java 25 or newer: REHEARSE_JAVA_HOME="
                        + old
                        + ", version=24.0.2",
                result.err.getFirst());
    }

    @Test
    void override_withoutJava_isRefused() throws Exception {
        environment.put("REHEARSE_JAVA_HOME", temp.resolve("nowhere").toString());
        java("jvm/new", "25.0.3");

        Result result = rehearse();

        assertEquals(69, result.code);
        assertTrue(result.err.getFirst().endsWith("nowhere, it has no bin/java"), result::toString);
    }

    @Test
    void override_suitable_winsOverEveryOther() throws Exception {
        environment.put("REHEARSE_JAVA_HOME", java("mine", "26.0.1").toString());
        environment.put("JAVA_HOME", java("other", "25.0.3").toString());

        assertEquals("26.0.1", rehearse().javaVersion());
    }

    @Test
    void noSuitableJava_listsEachCandidateWithItsVersion() throws Exception {
        Path seventeen = java("seventeen", "17.0.15");
        Path eight = java("jvm/eight", "1.8.0_462");
        Path missing = temp.resolve("missing");
        Path twentyOne = java("twenty one", "21.0.8");
        environment.put("JAVA_HOME", missing.toString());
        environment.put("JAVA_HOME_21_X64", twentyOne.toString());
        Files.createSymbolicLink(tools.resolve("java"), seventeen.resolve("bin/java"));
        Files.createSymbolicLink(temp.resolve("jvm/seventeen-again"), seventeen);

        Result result = rehearse();

        assertEquals(69, result.code);
        assertEquals(List.of(), result.out);
        assertEquals(
                List.of(
                        "rehearse: no suitable Java: Java 25 or newer is needed, and these were"
                                + " found",
                        "  none       " + missing + " (JAVA_HOME)",
                        "  21.0.8     " + twentyOne + " (JAVA_HOME_21_X64)",
                        "  17.0.15    " + seventeen + " (java on the PATH)",
                        "  1.8.0_462  " + eight + " (found by looking)"),
                result.err.subList(0, 5));
        assertTrue(result.err.get(5).startsWith("  Install one"), result::toString);
    }

    @Test
    void noJavaAtAll_saysHowToInstallOne() throws Exception {
        Result result = rehearse();

        assertEquals(69, result.code);
        assertEquals(
                "rehearse: no suitable Java: Java 25 or newer is needed", result.err.getFirst());
        assertTrue(result.err.get(1).startsWith("  Install one"), result::toString);
    }

    @Test
    void javaHome_tooOld_isPassedOverForASuitableOneInTheFolders() throws Exception {
        environment.put("JAVA_HOME", java("jvm/a-17", "17.0.15").toString());
        java("jvm/b-25", "25.0.3");

        assertEquals("25.0.3", rehearse().javaVersion());
    }

    @Test
    void javaHome_suitable_isTaken() throws Exception {
        environment.put("JAVA_HOME", java("here", "25").toString());
        java("jvm/other", "26.0.1");

        assertEquals("25", rehearse().javaVersion());
    }

    @Test
    void earlyAccessVersion_countsAsItsFeatureNumber() throws Exception {
        java("jvm/early", "27-ea");

        assertEquals("27-ea", rehearse().javaVersion());
    }

    @Test
    void variablesOfHostedMachines_areTried() throws Exception {
        environment.put("JAVA_HOME_17_X64", java("seventeen", "17.0.15").toString());
        environment.put("JAVA_HOME_25_X64", java("twenty five", "25.0.3").toString());

        assertEquals("25.0.3", rehearse().javaVersion());
    }

    @Test
    void javaOnThePath_isFollowedToItsHome() throws Exception {
        Path home = java("somewhere", "25.0.3");
        Files.createDirectories(temp.resolve("alternatives"));
        Path between =
                Files.createSymbolicLink(
                        temp.resolve("alternatives/java"), Path.of("../somewhere/bin/java"));
        Files.createSymbolicLink(tools.resolve("java"), between);

        Result result = rehearse();

        assertEquals("25.0.3", result.javaVersion());
        assertTrue(Files.exists(home));
    }

    @Test
    void standInOnThePath_isAskedWhereItsJavaLives_despiteALineOfTheJvm() throws Exception {
        Path home = java("managed", "25.0.3");
        executable(
                tools.resolve("java"),
                JAVA.replace("HOME", home.toString()).replace("VERSION", "stand-in"));

        assertEquals("25.0.3", rehearse().javaVersion());
    }

    @Test
    void javaWithoutReleaseFile_isAskedForItsVersion() throws Exception {
        Files.delete(java("jvm/bare", "25.0.3").resolve("release"));

        assertEquals("25.0.3", rehearse().javaVersion());
    }

    // ---------------------------------------------------------------------------- starting it

    @Test
    void arguments_arriveVerbatim() throws Exception {
        java("jvm/new", "25.0.3");

        Result result = rehearse("run", "two words", "a\"b'c", "$HOME", "*", "", "--set", "k=v;w");

        assertEquals(
                List.of(
                        "<-jar>",
                        "<" + jar + ">",
                        "<run>",
                        "<two words>",
                        "<a\"b'c>",
                        "<$HOME>",
                        "<*>",
                        "<>",
                        "<--set>",
                        "<k=v;w>"),
                result.arguments());
        assertEquals(List.of(), result.err);
    }

    @Test
    void command_isToldHowTheScriptWasCalled() throws Exception {
        java("jvm/new", "25.0.3");
        environment.put("FAKE_TELLS", "yes");
        folder = Files.createDirectories(temp.resolve("in between/here"));

        assertEquals(List.of("called as " + script), rehearse().err);
    }

    @Test
    void anotherFolder_staysTheFolderOfTheCommand() throws Exception {
        java("jvm/new", "25.0.3");
        folder = Files.createDirectories(temp.resolve("in between/here"));

        assertTrue(rehearse().out.getFirst().endsWith(" in " + folder.toRealPath()));
    }

    @Test
    void exitCode_isTheCommands() throws Exception {
        java("jvm/new", "25.0.3");
        environment.put("FAKE_EXIT", "3");

        assertEquals(3, rehearse().code);
    }

    @Test
    void theCommand_takesThePlaceOfTheScript_soThatSignalsReachIt() throws Exception {
        java("jvm/new", "25.0.3");

        Result result = rehearse();

        assertTrue(
                result.out.getFirst().contains("of process " + result.pid + " "), result::toString);
    }

    @Test
    void collectorChosenByTheEnvironment_meetsNoOtherOne() throws Exception {
        java("jvm/new", "25.0.3");
        environment.put("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC");

        assertEquals(List.of("<-jar>", "<" + jar + ">"), rehearse().arguments());
    }

    @Test
    void campaign_isToldToGiveMemoryBack_andNothingElseIs() throws Exception {
        java("jvm/new", "25.0.3");

        assertEquals(
                List.of(
                        "<-XX:TrimNativeHeapInterval=30000>",
                        "<-XX:MinHeapFreeRatio=10>",
                        "<-XX:MaxHeapFreeRatio=30>",
                        "<-Xlog:disable>",
                        "<-Xlog:all=warning:stderr>",
                        "<-jar>",
                        "<" + jar + ">",
                        "<soak>",
                        "<--all>"),
                rehearse("soak", "--all").arguments());
        assertEquals(
                List.of("<-jar>", "<" + jar + ">", "<check>", "<soak>"),
                rehearse("check", "soak").arguments());
    }

    @Test
    void namedJar_missing_isAWrongCall() throws Exception {
        java("jvm/new", "25.0.3");
        environment.put("REHEARSE_JAR", "nowhere.jar");

        Result result = rehearse();

        assertEquals(2, result.code);
        assertEquals(
                "rehearse: REHEARSE_JAR must name a file: REHEARSE_JAR=nowhere.jar",
                result.err.getFirst());
    }

    // ---------------------------------------------------------------------------- building the jar

    @Test
    void noJarYet_isBuiltAndSaidInOneLine_withMavenHidden() throws Exception {
        Path root = repository();
        Path home = java("jvm/new", "25.0.3");
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");

        Result result = rehearse("list");

        assertEquals(0, result.code);
        assertEquals(
                List.of(
                        "rehearse: building scenarios/target/rehearsal.jar (there is none yet; the"
                                + " first time takes a minute or two)"),
                result.err);
        assertEquals(
                List.of("<-jar>", "<" + root + "/scenarios/target/rehearsal.jar>", "<list>"),
                result.arguments());
        assertEquals(
                List.of("called on " + home.toRealPath()),
                Files.readAllLines(root.resolve("calls")));
        assertFalse(Files.exists(root.resolve("target/rehearse.lock")));
    }

    @Test
    void javaThatCannotCompile_isNotForcedOnMaven() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");

        rehearse("list");

        assertEquals(
                List.of("called on no Java of its own"), Files.readAllLines(root.resolve("calls")));
    }

    @Test
    void freshJar_isNotBuiltAgain() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");
        built(root, 2_000);

        assertEquals(List.of(), rehearse().err);
        assertFalse(Files.exists(root.resolve("calls")));
    }

    @Test
    void newerSource_buildsAgainAndIsNamed() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");
        for (String source :
                List.of("scenarios/src/main/java/A.java", "pom.xml", "scenarios/pom.xml")) {
            built(root, 2_000);
            age(root.resolve(source), 3_000);

            assertEquals(
                    List.of(
                            "rehearse: building scenarios/target/rehearsal.jar (newer: "
                                    + source
                                    + ")"),
                    rehearse().err);
        }
    }

    @Test
    void removedSource_buildsAgain() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");
        built(root, 2_000);
        Files.delete(root.resolve("scenarios/src/main/java/A.java"));

        assertEquals(
                List.of(
                        "rehearse: building scenarios/target/rehearsal.jar (newer:"
                                + " scenarios/src/main/java)"),
                rehearse().err);
    }

    @Test
    void symbolicLink_leadsToTheRepository() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");
        built(root, 2_000);
        Path links = Files.createDirectories(temp.resolve("my links"));
        Files.createSymbolicLink(
                links.resolve("second"), Path.of("../the repository").resolve("rehearse"));
        script = Files.createSymbolicLink(links.resolve("first"), Path.of("second"));

        assertEquals(
                "<" + root + "/scenarios/target/rehearsal.jar>", rehearse().arguments().get(1));
    }

    @Test
    void failingBuild_showsWhatMavenPrinted() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");
        environment.put("FAKE_EXIT", "1");

        Result result = rehearse();

        assertEquals(70, result.code);
        assertEquals(List.of(), result.out);
        assertTrue(result.err.contains("what Maven prints"), result::toString);
        assertTrue(
                result.err.contains("rehearse: the build failed: its output is above"),
                result::toString);
        assertFalse(Files.exists(root.resolve("target/rehearse.lock")));
    }

    @Test
    void noMaven_isSaidInASentence() throws Exception {
        repository();
        java("jvm/new", "25.0.3");
        Files.delete(tools.resolve("mvn"));

        Result result = rehearse();

        assertEquals(70, result.code);
        assertTrue(result.err.getFirst().startsWith("rehearse: Maven is needed"), result::toString);
    }

    @Test
    void twoFirstCalls_buildOnce() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");
        Path gate = root.resolve("gate");
        assertEquals(0, start(new ProcessBuilder("mkfifo", gate.toString())).waitFor());

        Process first = start();
        BufferedReader firstErrors = first.errorReader();
        assertTrue(firstErrors.readLine().startsWith("rehearse: building"));
        Process second = start();
        BufferedReader secondErrors = second.errorReader();
        assertEquals(
                "rehearse: waiting for the build of process " + first.pid(),
                secondErrors.readLine());
        // By a process, because whoever opens the gate waits for the other side.
        start(new ProcessBuilder("sh", "-c", "echo go >\"$1\"", "sh", gate.toString()));

        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(null, secondErrors.readLine());
        assertEquals(1, Files.readAllLines(root.resolve("calls")).size());
    }

    @Test
    void lockOfADeadProcess_isTakenOver() throws Exception {
        Path root = repository();
        java("jvm/new", "25.0.3");
        Process dead = start(new ProcessBuilder("sh", "-c", "exit 0"));
        dead.waitFor();
        Files.createDirectories(root.resolve("target"));
        Files.writeString(root.resolve("target/rehearse.lock"), dead.pid() + "\n");

        Result result = rehearse();

        assertEquals(0, result.code);
        assertEquals(1, Files.readAllLines(root.resolve("calls")).size());
        assertFalse(Files.exists(root.resolve("target/rehearse.lock")));
    }

    // ---------------------------------------------------------------------------- the machine

    private record Result(long pid, int code, List<String> out, List<String> err) {
        String javaVersion() {
            assertEquals(0, code, this::toString);
            return out.getFirst().split(" ")[1];
        }

        List<String> arguments() {
            assertEquals(0, code, this::toString);
            return out.subList(1, out.size());
        }
    }

    private Result rehearse(String... arguments) throws Exception {
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        Process process =
                start(builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()));
        process.getOutputStream().close();
        assertTrue(process.waitFor(50, TimeUnit.SECONDS), "the script must end");
        return new Result(
                process.pid(),
                process.exitValue(),
                Files.readAllLines(out),
                Files.readAllLines(err));
    }

    private Process start() throws IOException {
        return start(builder().redirectOutput(ProcessBuilder.Redirect.DISCARD));
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** A Java that says which it is and what it was given. */
    private Path java(String name, String version) throws IOException {
        Path home = Files.createDirectories(temp.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        executable(
                home.resolve("bin/java"),
                JAVA.replace("HOME", home.toString()).replace("VERSION", version));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return home;
    }

    /**
     * A repository that has the real script and a source, and a Maven that pretends to build it.
     */
    private Path repository() throws IOException {
        Path root = Files.createDirectories(temp.resolve("the repository")).toRealPath();
        Files.createDirectories(root.resolve("scenarios/src/main/java"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("scenarios/pom.xml"), "<project/>");
        Files.writeString(root.resolve("scenarios/src/main/java/A.java"), "class A {}");
        script = Files.copy(script, root.resolve("rehearse"));
        executable(tools.resolve("mvn"), MAVEN);
        environment.remove("REHEARSE_JAR");
        environment.put("FAKE_ROOT", root.toString());
        return root;
    }

    /** Leaves a jar of that age, in seconds since 1970, and every source a little older. */
    private static void built(Path root, long seconds) throws IOException {
        Path built = root.resolve("scenarios/target/rehearsal.jar");
        Files.createDirectories(built.getParent());
        Files.writeString(built, "jar");
        age(built, seconds);
        for (String source :
                List.of(
                        "pom.xml",
                        "scenarios/pom.xml",
                        "scenarios/src/main",
                        "scenarios/src/main/java",
                        "scenarios/src/main/java/A.java")) {
            age(root.resolve(source), seconds - 1);
        }
    }

    private static void age(Path file, long seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path theScript() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("rehearse"))) {
            folder = folder.getParent();
        }
        return folder.resolve("rehearse");
    }

    private static Path onThePath(String tool) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path file = Path.of(folder, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new IllegalStateException("a tool of the launcher must be on the PATH: " + tool);
    }
}
