"""Made pages after the layouts of real news sites, and the measure of what is read out of them."""
