"""What others have saved: the page of a link, what is popular, collections to look into."""
