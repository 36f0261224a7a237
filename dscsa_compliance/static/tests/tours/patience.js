import { TourAutomatic } from "@web_tour/js/tour_automatic/tour_automatic";

// Two browsers and two servers may share two cores: a step fails by what it finds.
TourAutomatic.prototype.timeout = 60000;
