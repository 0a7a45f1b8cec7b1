// The runtime's memory bound belongs to the process, and tests set bounds of their own: one at a time.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
