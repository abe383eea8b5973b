package org.licensedesk.acceptance.browser;

import org.junit.jupiter.api.Test;

/** From a request to a seat and on to the next in line, through the forms, by all four kinds of user. */
class StoryTest {
    @Test
    void aRequestBecomesASeatAndTheSeatMovesOn() {
        var address = DemoCompany.system().address();
        var story = new Story(DemoCompany.castAskingFor("CHART_DRAWER", "Chart Drawer"));

        story.play(person -> Window.at(address).signedInAs(person.email()));
    }

    @Test
    void theSameStoryNeedsNoScripts() {
        var address = DemoCompany.system().address();
        var story = new Story(DemoCompany.castAskingFor("TIDE_TABLES", "Tide Tables"));

        story.play(person -> Window.withoutJavaScript(address).signedInAs(person.email()));
    }
}
