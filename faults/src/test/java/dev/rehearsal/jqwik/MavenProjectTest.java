package dev.rehearsal.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command that runs a test again, by where the test is. */
class MavenProjectTest {

    @TempDir private Path folder;

    private Path project(String name, String... modules) throws IOException {
        Path project = Files.createDirectories(folder.resolve(name));
        StringBuilder pom =
                new StringBuilder("<project xmlns=\"http://maven.apache.org/POM/4.0.0\">");
        for (String module : modules) {
            pom.append("<modules><module> ").append(module).append(" </module></modules>");
        }
        Files.writeString(project.resolve("pom.xml"), pom + "</project>");
        return project;
    }

    private static String command(Path project) {
        return MavenProject.of(project).test("com.example.CoinsTest#coins");
    }

    /** Without the flag, so that a call in another folder fails and does not pass unheard. */
    @Test
    void projectAlone_isCalledInItsFolder() throws Exception {
        assertEquals("mvn test -Dtest=com.example.CoinsTest#coins", command(project("shop")));
    }

    /** As the template lies in the folder of a project that does not have it as a module. */
    @Test
    void projectInTheFolderOfAnother_isNoModuleOfIt() throws Exception {
        project("all", "shop");
        assertEquals(
                "mvn test -Dtest=com.example.CoinsTest#coins", command(project("all/docs/shop")));
    }

    @Test
    void module_isCalledInTheFolderOfTheTopmostProject() throws Exception {
        project("all", "shops/town");
        project("all/shops/town", "coins", "other/pom.xml");

        assertEquals(
                "mvn test -pl shops/town/coins -am -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest=com.example.CoinsTest#coins",
                command(project("all/shops/town/coins")));
        assertEquals(
                folder.resolve("all"), MavenProject.of(folder.resolve("all/shops/town")).root());
        assertEquals(
                folder.resolve("all"), MavenProject.of(project("all/shops/town/other")).root());
    }

    @Test
    void projectAbove_thatCannotBeRead_hasNoModules() throws Exception {
        Files.writeString(project("all", "shop").resolve("pom.xml"), "<project><modules>");

        assertEquals("mvn test -Dtest=com.example.CoinsTest#coins", command(project("all/shop")));
    }

    @Test
    void nameOfANestedClass_isQuotedForTheShell() throws Exception {
        assertEquals(
                "mvn test -Dtest='com.example.Coins$Test#coins'",
                MavenProject.of(project("shop")).test("com.example.Coins$Test#coins"));
    }

    /** As a development environment runs it, which names no module. */
    @Test
    void rootOfModules_letsThemHaveNoSuchTest() throws Exception {
        assertEquals(
                "mvn test -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest=com.example.CoinsTest#coins",
                command(project("all", "shop")));
    }

    @Test
    void folderThatAShellReadsOtherwise_isQuoted() throws Exception {
        project("all", "coin shop", "ann's shop");

        assertEquals(
                "mvn test -pl 'coin shop' -am -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest=com.example.CoinsTest#coins",
                command(project("all/coin shop")));
        assertEquals(
                "mvn test -pl 'ann'\\''s shop' -am -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest=com.example.CoinsTest#coins",
                command(project("all/ann's shop")));
    }
}
