package org.licensedesk.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.licensedesk.local.servers.ChildJvm;

class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private Roster roster;
    private Supervisor supervisor;

    @BeforeEach
    void begin() throws IOException {
        roster = new Roster(directory);
        supervisor = new Supervisor(roster, new Reporter() {
            @Override
            public void say(String sentence) {
                said.add(sentence);
            }

            @Override
            public void partsChanged() {
                // nobody keeps a list here
            }
        });
    }

    @AfterEach
    void end() throws Exception {
        supervisor.beginStop();
        supervisor.stop(List.of("clock"));
        roster.close();
    }

    @Test
    void whatDiesIsStartedAgainAndThatIsSaid() throws Exception {
        supervisor.start(part("while true; do sleep 1; done"));
        assertThat(supervisor.awaitReady("clock", PATIENCE)).isTrue();
        long first = supervisor.pid("clock");

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        assertThat(nextSaid()).isEqualTo("clock ended (killed by signal 9) and is started again.");
        assertThat(nextSaid()).startsWith("clock is back after");
        assertThat(supervisor.pid("clock")).isNotEqualTo(first);
    }

    @Test
    void whatDiesAgainAndAgainIsNotWaitedForLong() throws Exception {
        supervisor.start(part(directory, "exit 7", pid -> false));

        assertThat(supervisor.awaitReady("clock", Duration.ofMinutes(5))).isFalse();
        assertThat(nextSaid()).isEqualTo("clock ended (exit code 7) and is started again.");
    }

    @Test
    void whatDoesNotListenIsKilledAfterItsGraceTime() throws Exception {
        supervisor.start(part("trap '' TERM; touch " + directory.resolve("deaf") + "; while true; do sleep 1; done"));
        while (!Files.exists(directory.resolve("deaf"))) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        long pid = supervisor.pid("clock");

        supervisor.beginStop();
        supervisor.stop(List.of("clock"));

        assertThat(isAlive(pid)).isFalse();
        assertThat(nextSaid()).isEqualTo("clock did not end within 1 s and is killed.");
    }

    @Test
    void childrenEndWithALauncherThatIsKilled() throws Exception {
        Process launcher = launcherWithAChild();
        long child = childOf(launcher);

        launcher.destroyForcibly().waitFor();

        awaitEnd(child);
    }

    @Test
    void theNextLauncherEndsWhatWasLeftWhenTheGuardianWasKilledToo() throws Exception {
        Process launcher = launcherWithAChild();
        long child = childOf(launcher);
        launcher.descendants()
                .filter(process -> process.pid() != child)
                .filter(process -> process.info().commandLine().orElse("").contains("guardian"))
                .forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly().waitFor();

        int ended = Roster.endOrphans(directory.resolve("launcher"));

        assertThat(ended).isEqualTo(1);
        awaitEnd(child);
    }

    @Test
    void theProcessIdOfAnotherProgramIsLeftAlone() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        Files.writeString(directory.resolve("children-1"), bystander.pid() + " TERM 12345\n");

        int ended = Roster.endOrphans(directory);

        assertThat(ended).isZero();
        assertThat(bystander.isAlive()).isTrue();
        bystander.destroyForcibly();
    }

    @Test
    void pausesGrowWithEveryQuickDeath() {
        assertThat(List.of(0, 1, 2, 3, 4, 20))
                .extracting(Child::pauseMillis)
                .containsExactly(0L, 0L, 250L, 500L, 1_000L, 10_000L);
    }

    private Process launcherWithAChild() throws IOException {
        Path itsDirectory = Files.createDirectory(directory.resolve("launcher"));
        return ChildJvm.of(OneChildLauncher.class, itsDirectory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long childOf(Process launcher) throws IOException {
        return Long.parseLong(launcher.inputReader().readLine());
    }

    private static void awaitEnd(long pid) throws InterruptedException {
        for (int tenths = 0; isAlive(pid) && tenths < 200; tenths++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(isAlive(pid)).isFalse();
    }

    /** A process that ended but that nobody has asked about yet still has a number, and no command. */
    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && process.info().command().isPresent())
                .isPresent();
    }

    private String nextSaid() throws InterruptedException {
        return said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Part part(String script) {
        return part(directory, script);
    }

    static Part part(Path directory, String script) {
        return part(directory, script, pid -> true);
    }

    private static Part part(Path directory, String script, Part.Readiness readiness) {
        return new Part(
                "clock",
                List.of("sh", "-c", script),
                Map.of(),
                directory.resolve("clock.log"),
                () -> {},
                readiness,
                "TERM",
                Duration.ofSeconds(1));
    }
}
