using System.Text.RegularExpressions;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Items;

namespace Mlops.Catalog;

/// <summary>What a catalog is called and which categories it has.</summary>
public sealed partial class CatalogOptions
{
    /// <summary>The root catalog's id.</summary>
    public string Id { get; set; } = "mlops";

    /// <summary>The root catalog's title, and the name of the default <c>host</c> provider.</summary>
    public string Title { get; set; } = "Mlops catalog";

    /// <summary>The root catalog's description, never empty.</summary>
    public string Description { get; set; } = "Models, datasets and other projects of this service.";

    /// <summary>The categories; empty for <see cref="Category.Defaults"/>.</summary>
    public IList<Category> Categories { get; } = [];

    /// <summary>The categories that count.</summary>
    public IReadOnlyList<Category> EffectiveCategories => Categories.Count == 0 ? Category.Defaults : [.. Categories];

    /// <summary>All that is wrong, one sentence for each fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        Need(Id, "The catalog's id");
        Need(Title, "The catalog's title");
        Need(Description, "The catalog's description");
        foreach (var category in Categories)
        {
            if (!CategoryId().IsMatch(category.Id))
            {
                faults.Add($"The category id '{category.Id}' is not made of letters, digits, '-', '_' and '.'.");
            }

            Need(category.Title, $"The title of category '{category.Id}'");
            Need(category.Description, $"The description of category '{category.Id}'");
            Need(category.Topic, $"The topic of category '{category.Id}'");
            faults.AddRange(category.Assets.SelectMany(AssetGlob.Faults).Select(fault => $"An asset rule of category '{category.Id}' {fault}."));
        }

        faults.AddRange(Categories.GroupBy(category => category.Id).Where(group => group.Count() > 1)
            .Select(group => $"The category id '{group.Key}' is used more than once."));
        return faults;

        void Need(string text, string what)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                faults.Add($"{what} is empty.");
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex CategoryId();
}
