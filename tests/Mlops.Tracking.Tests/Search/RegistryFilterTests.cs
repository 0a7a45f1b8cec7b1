using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

public sealed class RegistryFilterTests
{
    [Theory]
    [InlineData("name = \"a\"", "name = 'a'")]
    [InlineData("`name` != 'a' AND attribute.creation_time >= 5", "name != 'a' AND creation_time >= 5")]
    [InlineData("tag.`k.1` ILIKE 'v' and tags.x is not null", "tags.`k.1` ILIKE 'v' AND tags.`x` IS NOT NULL")]
    public void Experiments_are_filtered_by_name_times_and_tags(string filter, string parsed) =>
        Assert.Equal(parsed, ExperimentSearch.ParseFilter(filter).ToString());

    [Theory]
    [InlineData("name like 'a'", "Invalid comparator 'like' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN'}'")]
    [InlineData("tags.a ilike 'a'", "Invalid comparator for tag: ilike")]
    [InlineData("creation_time LIKE 5", "Invalid comparator 'LIKE' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN'}")]
    [InlineData("attributes.name = 'a'", "Invalid entity type 'attributes'. Valid entity types are ('attribute', 'tag', 'tags')")]
    [InlineData("name IN ('a')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.")]
    [InlineData("tags.x IN ('a')", "Expected a quoted string value for tag (e.g. 'my-value'). Got value ('a')")]
    [InlineData("name = 5", "Expected a quoted string value for attributes. Got value 5")]
    [InlineData("name IS NULL", "IS NULL / IS NOT NULL is only supported for tags, not for attribute 'name'")]
    public void Experiments_know_operators_in_capitals_only(string filter, string message) =>
        Assert.Equal(message, RecordedSearchTests.Sorted(Assert.Throws<MlflowException>(() => ExperimentSearch.ParseFilter(filter)).Message));

    [Theory]
    [InlineData("`name` = 'a'", "Invalid attribute key '`name`' specified. Valid keys are '{'name'}'")]
    [InlineData("name = 5", "Expected a quoted string value or a list of quoted string values for attributes. Got value 5")]
    [InlineData("name IN ('a')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.")]
    [InlineData("tags.x IS NULL", "Invalid comparator for tag: IS NULL")]
    [InlineData("name IS NULL", "Invalid comparator for attribute: IS NULL")]
    [InlineData("name = beta", "Parameter value is either not quoted or unidentified quote types used for string value beta. Use either single or double quotes.")]
    public void Registered_models_are_filtered_by_name_and_tags_only(string filter, string message) =>
        Assert.Equal(message, Assert.Throws<MlflowException>(() => RegisteredModelSearch.ParseFilter(filter)).Message);

    [Theory]
    [InlineData("name ilike 'A%' AND run_id in ('Ab')", "name ILIKE 'A%' AND run_id IN ('Ab')")]
    [InlineData("version_number >= '2'", "version_number >= 2")]
    [InlineData("attribute.source_path LIKE 's3%' and version_number = 5.5", "source_path LIKE 's3%' AND version_number = 5.5")]
    public void Model_versions_are_filtered_by_name_run_source_and_number(string filter, string parsed) =>
        Assert.Equal(parsed, ModelVersionSearch.ParseFilter(filter).ToString());

    [Theory]
    [InlineData("run_id not in ('a')", "Invalid comparator for attribute: NOT IN")]
    [InlineData("run_id = ('a')", "Invalid comparator '=' for a list of values. Use 'IN' or 'NOT IN'.")]
    [InlineData("version_number LIKE 5", "Invalid comparator for attribute version_number: LIKE")]
    [InlineData("version_number > 'x'", "Expected numeric value type for numeric attribute: version_number. Found 'x'")]
    [InlineData("name = 5", "Only the '{'creation_timestamp', 'last_updated_timestamp', 'version_number'}' attributes support comparison with numeric values.")]
    [InlineData("run_id IS NULL", "Invalid comparator for attribute: IS NULL")]
    public void A_wrong_filter_on_model_versions_is_refused(string filter, string message) =>
        Assert.Equal(message, RecordedSearchTests.Sorted(Assert.Throws<MlflowException>(() => ModelVersionSearch.ParseFilter(filter)).Message));

    [Theory]
    [InlineData(null, false, "")]
    [InlineData("name = 'a'", false, "name = 'a'")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true' AND name = 'a'", true, "tags.`mlflow.prompt.is_prompt` = 'true' AND name = 'a'")]
    [InlineData("tag.mlflow.prompt.is_prompt != 'False'", true, "tags.`mlflow.prompt.is_prompt` != 'False'")]
    [InlineData("name = 'a' AND tag.`mlflow.prompt.is_prompt` != 'true'", false, "name = 'a'")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'false'", false, "")]
    [InlineData("tags.`mlflow.prompt.is_prompt` LIKE 'true'", false, "")]
    public void Prompts_are_found_only_by_filters_that_ask_for_them(string? filter, bool includes, string conditions)
    {
        foreach (var parsed in new[] { RegisteredModelSearch.ParseFilter(filter), ModelVersionSearch.ParseFilter(filter) })
        {
            Assert.Equal(includes, parsed.IncludesPrompts);
            Assert.Equal(conditions, parsed.ToString());
        }
    }
}
